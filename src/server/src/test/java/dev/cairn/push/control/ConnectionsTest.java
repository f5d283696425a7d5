package dev.cairn.push.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.accounts.control.Caller;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.sync.DeviceId;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.core.sync.UserId;
import dev.cairn.platform.control.Settings;
import dev.cairn.platform.control.TestSettings;
import dev.cairn.tree.control.Heads;
import dev.cairn.tree.control.NamespaceChanged;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final NamespaceId OWN = new NamespaceId(1);
    private static final NamespaceId SHARED = new NamespaceId(2);
    private static final Caller CALLER = new Caller(new UserId(1), new DeviceId(1), OWN, false);

    private static final Settings SETTINGS = TestSettings.at("https://files.example.org");

    private final MemoryHeads heads = new MemoryHeads();
    private final Connections connections = new Connections(heads, SETTINGS, InstantSource.system());
    private final TakingLine line = new TakingLine();

    private Baseline baseline() {
        return new Baseline(CALLER, heads.now);
    }

    private static NamespaceChanged hint(NamespaceId namespace, long seq) {
        return new NamespaceChanged(namespace, seq);
    }

    @Test
    void what_is_committed_before_the_baseline_is_no_news() throws InterruptedException {
        heads.now.put(SHARED, 7L);

        connections.open(baseline(), line);

        assertThat(heads.note(hint(SHARED, 7))).isFalse();
        assertThat(line.sent.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    /// The handshake is answered, and another device commits before the socket is open.
    @Test
    void what_is_committed_while_a_device_connects_is_told() throws InterruptedException {
        var before = baseline();
        heads.now.put(SHARED, 8L);
        heads.note(hint(SHARED, 8)); // told to all who are connected: nobody

        connections.open(before, line);

        assertThat(line.sent.poll(10, TimeUnit.SECONDS)).isEqualTo(hint(SHARED, 8));
    }

    @Test
    void one_who_has_too_many_connections_gets_no_more() {
        for (int i = 0; i < SETTINGS.push().connections(); i++) {
            connections.open(baseline(), line);
        }

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> connections.open(baseline(), line))
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(connections.count()).isEqualTo(SETTINGS.push().connections());
    }

    private static final class MemoryHeads extends Heads {

        private final Map<NamespaceId, Long> now = new HashMap<>(Map.of(OWN, 3L, SHARED, 5L));

        @Override
        public Map<NamespaceId, Long> read(Collection<NamespaceId> namespaces) {
            var heads = new HashMap<>(now);
            heads.keySet().retainAll(namespaces);
            return heads;
        }
    }

    private static final class TakingLine implements Line {

        private final BlockingQueue<NamespaceChanged> sent = new LinkedBlockingQueue<>();

        @Override
        public void send(NamespaceChanged hint) {
            sent.add(hint);
        }

        @Override
        public void ping() {}

        @Override
        public void end(Ending why) {}
    }
}
