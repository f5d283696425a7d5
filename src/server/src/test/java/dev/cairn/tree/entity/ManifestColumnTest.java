package dev.cairn.tree.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Manifest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestColumnTest {

    private static final byte[] BYTES = {1, 2, 3, 4, 5};
    private static final Manifest TWO_CHUNKS = new Manifest(
            new ChunkSizes(ChunkSizes.LARGEST_AVERAGE), List.of(Chunk.of(BYTES, 0, 2), Chunk.of(BYTES, 2, 3)));

    @Test
    void what_was_written_is_read_again() {
        assertThat(ManifestColumn.read(ManifestColumn.write(TWO_CHUNKS))).isEqualTo(TWO_CHUNKS);
        assertThat(ManifestColumn.read(ManifestColumn.write(Manifest.empty()))).isEqualTo(Manifest.empty());
    }

    @Test
    void one_chunk_takes_37_bytes() {
        var manifest = new Manifest(ChunkSizes.forFile(5), List.of(Chunk.of(BYTES, 0, 5)));

        assertThat(ManifestColumn.write(manifest)).hasSize(37);
    }

    @Test
    void what_is_cut_short_is_refused() {
        var column = ManifestColumn.write(TWO_CHUNKS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestColumn.read(Arrays.copyOf(column, column.length - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> ManifestColumn.read(new byte[0]));
    }
}
