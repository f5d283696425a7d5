package dev.cairn.packs.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.transfer.PackedChunk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackDirectoryTest {

    private final PackDirectory directory = new PackDirectory(List.of(
            new PackedChunk(Fingerprint.of(ByteBuffer.allocate(1)), 10, 10, Encoding.IDENTITY),
            new PackedChunk(Fingerprint.of(ByteBuffer.allocate(2)), 16 << 20, 5, Encoding.ZSTD),
            new PackedChunk(Fingerprint.of(ByteBuffer.allocate(3)), 1, 30, Encoding.GZIP)));

    @Test
    void its_form_is_read_back() {
        assertThat(PackDirectory.read(directory.form())).isEqualTo(directory);
        assertThat(directory.form()).hasSize(3 * 41);
        assertThat(PackDirectory.read(new byte[0]).chunks()).isEmpty();
    }

    @Test
    void a_form_that_was_cut_short_is_refused() {
        assertThatThrownBy(() -> PackDirectory.read(Arrays.copyOf(directory.form(), 100)))
                .isInstanceOf(RuntimeException.class);
    }
}
