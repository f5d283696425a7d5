package dev.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    private static final ChunkSizes SIZES = new ChunkSizes(64 * 1024);

    @Test
    void every_chunk_but_the_last_is_within_the_limits() {
        var content = TestInput.random(77, 20_000_000);

        var chunks = new Chunker(SIZES).chunks(content);

        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.length()).isBetween(SIZES.minimum(), SIZES.maximum()));
        assertThat(chunks.getLast().length()).isBetween(1, SIZES.maximum());
    }

    @Test
    void an_inserted_byte_changes_at_most_three_chunks_wherever_it_is() {
        var random = new Random(4711);
        var content = TestInput.random(78, 8_000_000);
        var before = new HashSet<>(new Chunker(SIZES).chunks(content));

        for (int i = 0; i < 40; i++) {
            var edited = TestInput.inserted(content, random.nextInt(content.length), (byte) random.nextInt());
            var added = new HashSet<>(new Chunker(SIZES).chunks(edited));
            added.removeAll(before);
            assertThat(added).hasSizeBetween(1, 3);
        }
    }

    @Test
    void reading_in_pieces_cuts_at_the_same_places_as_reading_at_once() {
        var chunker = new Chunker(SIZES);
        var content = TestInput.random(79, 3_000_000);

        var lengths = new ArrayList<Integer>();
        for (int from = 0; from < content.length; ) {
            int to = Math.min(content.length, from + SIZES.maximum()); // no more than must be there
            int end = chunker.cut(content, from, to);
            lengths.add(end - from);
            from = end;
        }

        assertThat(lengths)
                .isEqualTo(chunker.chunks(content).stream().map(Chunk::length).toList());
    }

    @Test
    void a_file_keeps_its_sizes_until_it_has_changed_fourfold() {
        var sizes = ChunkSizes.forFile(1L << 30);

        assertThat(sizes.average()).isEqualTo(128 * 1024);
        assertThat(List.of(1L << 30, 2L << 30, 1L << 29, 100L))
                .allSatisfy(size -> assertThat(sizes.forNextVersion(size)).isEqualTo(sizes));
        assertThat(sizes.forNextVersion((2L << 30) + 1).average()).isEqualTo(512 * 1024);
        assertThat(new ChunkSizes(4 * 1024 * 1024).forNextVersion(100).average())
                .isEqualTo(64 * 1024);
    }

    @Test
    void only_powers_of_two_between_the_limits_are_averages() {
        for (int average : new int[] {0, -1, 32 * 1024, 65 * 1024, 8 * 1024 * 1024, Integer.MIN_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ChunkSizes(average));
        }
    }
}
