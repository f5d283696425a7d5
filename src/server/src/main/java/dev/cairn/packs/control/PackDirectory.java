package dev.cairn.packs.control;

import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.transfer.PackedChunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What is in a pack, in its order; the form of the columns `directory`.
///
/// Each chunk has 41 bytes: fingerprint (32), length (4), stored length (4), encoding (1).
///
/// @param chunks empty for a pack whose file the server has not cut yet
public record PackDirectory(List<PackedChunk> chunks) {

    private static final int ENTRY = Fingerprint.BYTES + 2 * Integer.BYTES + 1;

    public PackDirectory {
        chunks = List.copyOf(chunks);
    }

    public static PackDirectory read(byte[] form) {
        var chunks = new ArrayList<PackedChunk>(form.length / ENTRY);
        for (var source = ByteBuffer.wrap(form); source.hasRemaining(); ) {
            chunks.add(new PackedChunk(
                    Fingerprint.read(source), source.getInt(), source.getInt(), Encoding.ofNumber(source.get())));
        }
        return new PackDirectory(chunks);
    }

    public byte[] form() {
        var form = ByteBuffer.allocate(chunks.size() * ENTRY);
        for (var chunk : chunks) {
            chunk.fingerprint().write(form);
            form.putInt(chunk.size()).putInt(chunk.storedSize()).put((byte)
                    chunk.encoding().number());
        }
        return form.array();
    }
}
