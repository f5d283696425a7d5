package dev.cairn.content.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.packs.control.ChunkIndex.Place;
import dev.cairn.packs.control.PackStore.ByteRange;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {

    private static Place place(String object, int position, int length) {
        var fingerprint = Fingerprint.of(ByteBuffer.allocate(4).putInt(0, position));
        return new Place(new Chunk(fingerprint, length), object, 10_000, position, length, Encoding.IDENTITY);
    }

    @Test
    void neighbours_are_joined() {
        var places = List.of(place("a", 100, 10), place("a", 110, 20), place("a", 130, 5));

        var runs = Run.of(places, 1000);

        assertThat(runs).containsExactly(new Run(places));
        assertThat(runs.getFirst().objectKey()).isEqualTo("a");
        assertThat(runs.getFirst().range()).isEqualTo(new ByteRange(100, 35));
    }

    @Test
    void what_lies_between_is_not_taken_along_for_it_may_be_somebody_elses() {
        var one = place("a", 0, 10);
        var next = place("a", 11, 10);

        assertThat(Run.of(List.of(one, next), 1000)).containsExactly(new Run(List.of(one)), new Run(List.of(next)));
    }

    @Test
    void another_object_and_another_order_begin_a_run() {
        var one = place("a", 0, 10);
        var before = place("a", 10, 10);
        var other = place("b", 20, 10);

        assertThat(Run.of(List.of(before, one, other), 1000)).hasSize(3);
    }

    @Test
    void a_run_ends_before_it_is_too_long_but_one_chunk_always_fits() {
        var places = List.of(place("a", 0, 60), place("a", 60, 40), place("a", 100, 1), place("a", 101, 500));

        assertThat(Run.of(places, 100)).extracting(run -> run.range().length()).containsExactly(100L, 1L, 500L);
    }

    @Test
    void nothing_is_no_run() {
        assertThat(Run.of(List.of(), 100)).isEmpty();
    }
}
