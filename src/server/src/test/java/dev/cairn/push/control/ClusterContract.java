package dev.cairn.push.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.sync.NamespaceId;
import dev.cairn.testing.Poll;
import dev.cairn.tree.control.NamespaceChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [Cluster] does.
public interface ClusterContract {

    Duration SOON = Duration.ofSeconds(10);

    /// One of the nodes.
    Cluster node();

    /// Another one of the same cluster.
    Cluster other();

    /// Lets time pass.
    void pass(Duration time);

    private static Fingerprint fresh() {
        var bytes = UUID.randomUUID().toString().getBytes();
        return Fingerprint.of(bytes, 0, bytes.length);
    }

    @Test
    default void the_others_hear_what_a_node_tells_and_it_does_not_hear_itself() {
        var heard = new CopyOnWriteArrayList<NamespaceChanged>();
        var own = new CopyOnWriteArrayList<NamespaceChanged>();
        other().listen(heard::add);
        node().listen(own::add);
        var changed = new NamespaceChanged(new NamespaceId(7), 1L << 40);

        node().tell(changed);

        Poll.until(SOON, () -> List.copyOf(heard), List.of(changed)::equals);
        assertThat(own).isEmpty();
    }

    @Test
    default void what_one_keeps_another_takes_once() {
        var key = fresh();
        node().keep(key, new byte[] {1, 2, 3}, Duration.ofSeconds(30));

        assertThat(other().take(key))
                .hasValueSatisfying(value -> assertThat(value).containsExactly(1, 2, 3));
        assertThat(other().take(key)).isEmpty();
        assertThat(node().take(key)).isEmpty();
    }

    @Test
    default void of_all_who_take_at_once_one_gets_it() throws InterruptedException, ExecutionException {
        var key = fresh();
        node().keep(key, new byte[] {1}, Duration.ofSeconds(30));

        var takes = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                var asked = i % 2 == 0 ? node() : other();
                takes.add(threads.submit(() -> asked.take(key).isPresent()));
            }
        }

        int got = 0;
        for (var take : takes) {
            got += take.get() ? 1 : 0;
        }
        assertThat(got).isEqualTo(1);
    }

    @Test
    default void nothing_is_kept_longer_than_its_life() {
        var key = fresh();
        node().keep(key, new byte[] {1}, Duration.ofSeconds(1));

        pass(Duration.ofSeconds(3));

        assertThat(other().take(key)).isEmpty();
    }

    @Test
    default void what_was_never_kept_cannot_be_taken() {
        assertThat(node().take(fresh())).isEmpty();
    }
}
