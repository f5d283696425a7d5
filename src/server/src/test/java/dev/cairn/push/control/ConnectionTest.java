package dev.cairn.push.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.tree.control.NamespaceChanged;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final NamespaceId OWN = new NamespaceId(1);
    private static final NamespaceId SHARED = new NamespaceId(2);
    private static final NamespaceId FOREIGN = new NamespaceId(3);
    private static final Caller CALLER = new Caller(new UserId(1), new DeviceId(1), OWN, false);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final MemoryLine line = new MemoryLine();
    private Instant now = Instant.EPOCH;
    private final Connection connection = new Connection(CALLER, line, Set.of(OWN, SHARED), tasks::add, () -> now);

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private static NamespaceChanged hint(NamespaceId namespace, long seq) {
        return new NamespaceChanged(namespace, seq);
    }

    @Test
    void of_what_comes_faster_than_it_is_taken_the_newest_is_sent() {
        for (int seq = 1; seq <= 1000; seq++) {
            connection.tell(hint(OWN, seq), true);
        }
        connection.tell(hint(OWN, 500), true);

        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(line.sent).containsExactly(hint(OWN, 1000));
    }

    @Test
    void what_comes_while_something_is_sent_is_sent_after_it() {
        line.whileSending = () -> {
            line.whileSending = () -> {};
            connection.tell(hint(SHARED, 8), true);
        };
        connection.tell(hint(OWN, 7), true);

        runAll();

        assertThat(line.sent).containsExactly(hint(OWN, 7), hint(SHARED, 8));
        assertThat(connection.isStuck(Duration.ZERO)).isFalse();
    }

    @Test
    void nothing_is_told_of_what_the_caller_does_not_see() {
        connection.tell(hint(FOREIGN, 1), true);
        assertThat(connection.watch(Set.of(FOREIGN))).isFalse();
        connection.tell(hint(FOREIGN, 2), true);

        runAll();

        assertThat(line.sent).isEmpty();
    }

    @Test
    void of_stale_namespaces_the_own_and_the_watched_are_told() {
        connection.tell(hint(OWN, 1), false);
        connection.tell(hint(SHARED, 2), false);
        runAll();
        assertThat(line.sent).containsExactly(hint(OWN, 1));

        connection.watch(Set.of(SHARED));
        connection.tell(hint(SHARED, 3), false);
        runAll();
        assertThat(line.sent).containsExactly(hint(OWN, 1), hint(SHARED, 3));

        connection.unwatch(Set.of(SHARED, FOREIGN));
        connection.tell(hint(SHARED, 4), false);
        runAll();
        assertThat(line.sent).hasSize(2);
    }

    @Test
    void what_is_watched_is_not_told_any_more_once_it_is_not_seen() {
        connection.watch(Set.of(SHARED));

        connection.see(Set.of(OWN));
        connection.tell(hint(SHARED, 4), true);
        runAll();

        assertThat(line.sent).isEmpty();
    }

    @Test
    void watching_has_a_limit() {
        var many = IntStream.rangeClosed(1, Connection.MOST_WATCHED + 1)
                .mapToObj(NamespaceId::new)
                .toList();
        connection.see(Set.copyOf(many));

        assertThat(connection.watch(many.subList(1, many.size()))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> connection.watch(many));
    }

    @Test
    void a_device_that_does_not_take_what_it_is_sent_is_found() {
        connection.tell(hint(OWN, 1), true);
        now = now.plusSeconds(20);
        assertThat(connection.isStuck(Duration.ofSeconds(20))).isFalse();

        now = now.plusMillis(1);
        assertThat(connection.isStuck(Duration.ofSeconds(20))).isTrue();

        connection.ping();
        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(connection.isStuck(Duration.ZERO)).isFalse();
    }

    @Test
    void what_comes_while_a_ping_is_under_way_is_sent_after_it() {
        connection.ping();
        connection.tell(hint(OWN, 1), true);

        runAll();

        assertThat(line.pings).isEqualTo(1);
        assertThat(line.sent).containsExactly(hint(OWN, 1));
    }

    @Test
    void a_line_that_fails_is_ended() {
        line.broken = true;
        connection.tell(hint(OWN, 1), true);

        runAll();

        assertThat(line.endings).containsExactly(Line.Ending.UNANSWERED);
    }

    private static final class MemoryLine implements Line {

        private final List<NamespaceChanged> sent = new ArrayList<>();
        private final List<Ending> endings = new ArrayList<>();
        private int pings;
        private boolean broken;
        private Runnable whileSending = () -> {};

        @Override
        public void send(NamespaceChanged hint) throws IOException {
            if (broken) {
                throw new IOException("gone");
            }
            sent.add(hint);
            whileSending.run();
        }

        @Override
        public void ping() {
            pings++;
        }

        @Override
        public void end(Ending why) {
            endings.add(why);
        }
    }
}
