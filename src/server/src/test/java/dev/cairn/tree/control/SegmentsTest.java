package dev.cairn.tree.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {

    private static Chunk chunk(int number) {
        return new Chunk(Fingerprint.of(ByteBuffer.allocate(4).putInt(0, number)), 1000 + number % 7);
    }

    private static Manifest manifest(int chunks) {
        var list = new ArrayList<Chunk>();
        for (int i = 0; i < chunks; i++) {
            list.add(chunk(i));
        }
        return new Manifest(ChunkSizes.forFile(1L << 32), list);
    }

    private static Map<Fingerprint, byte[]> entries(Manifest manifest) {
        var entries = new HashMap<Fingerprint, byte[]>();
        Segments.of(manifest).forEach(segment -> entries.put(segment.fingerprint(), segment.entries()));
        return entries;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 511, 512, 513, 16_000})
    void what_is_cut_is_put_together_again(int chunks) {
        var manifest = manifest(chunks);

        var segments = Segments.of(manifest);
        var again = Segments.manifest(manifest.sizes().average(), Segments.list(segments), entries(manifest));

        assertThat(again).isEqualTo(manifest);
        assertThat(segments.stream().mapToInt(Segments.Segment::chunks).sum()).isEqualTo(chunks);
        assertThat(segments.stream().mapToLong(Segments.Segment::bytes).sum()).isEqualTo(manifest.size());
        assertThat(segments).allMatch(segment -> segment.chunks() <= 512);
    }

    @Test
    void equal_chunks_again_and_again_are_cut_at_the_longest() {
        var same = new Manifest(ChunkSizes.forFile(0), Collections.nCopies(2000, chunk(1)));

        var again = Segments.manifest(65536, Segments.list(Segments.of(same)), entries(same));

        assertThat(again).isEqualTo(same);
        assertThat(entries(same)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void an_edit_in_the_middle_changes_few_segments() {
        var before = manifest(16_000);
        for (int at : new int[] {0, 1, 7_777, 15_998, 15_999}) {
            var chunks = new ArrayList<>(before.chunks());
            chunks.set(at, chunk(-1));
            chunks.add(at, chunk(-2));

            var after =
                    new HashSet<>(entries(new Manifest(before.sizes(), chunks)).keySet());
            after.removeAll(entries(before).keySet());

            assertThat(after).as("new segments after an edit at %d", at).hasSizeBetween(1, 3);
        }
    }

    @Test
    void a_segment_that_is_lost_is_not_passed_over() {
        var manifest = manifest(1000);
        var list = Segments.list(Segments.of(manifest));
        var entries = entries(manifest);
        entries.remove(Segments.fingerprints(list).getFirst());

        assertThatIllegalStateException()
                .isThrownBy(() -> Segments.manifest(manifest.sizes().average(), list, entries));
    }
}
