package dev.cairn.packs.control;

import dev.cairn.core.content.DamagedChunkException;
import dev.cairn.core.content.Encoding;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;
import dev.cairn.core.transfer.PackedChunk;
import dev.cairn.packs.entity.Pack;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads packs and compares their chunks with the fingerprints claimed for them.
///
/// A store tells damage in two ways: by giving other bytes, or by failing whenever it is asked for
/// them. So a pack that cannot be read as a whole is read chunk by chunk; what then fails is damaged,
/// but only while the store answers well otherwise.
final class PackInspector {

    private final PackStore store;

    PackInspector(PackStore store) {
        this.store = store;
    }

    /// The chunks of a pack that are not what their fingerprints say.
    ///
    /// @throws ProblemException `UNAVAILABLE` if the store cannot be reached: nothing is known then
    Set<Fingerprint> damaged(Pack pack) {
        return damaged(pack.objectKey(), pack.size(), PackDirectory.read(pack.directory()));
    }

    /// As [#damaged(Pack)], of a pack that no commit has taken up.
    ///
    /// @param size in bytes
    Set<Fingerprint> damaged(String objectKey, int size, PackDirectory directory) {
        var chunks = directory.chunks();
        try (var bytes = store.read(objectKey, new PackStore.ByteRange(0, size))) {
            return damaged(chunks, bytes);
        } catch (ProblemException e) {
            return e.type() == ProblemType.NOT_FOUND ? all(chunks) : damagedOneByOne(objectKey, chunks);
        } catch (IOException e) {
            return damagedOneByOne(objectKey, chunks);
        }
    }

    /// One array takes all chunks in turn: an array for each would be garbage that the collector of the
    /// JVM finds dearer than the hashing.
    private static Set<Fingerprint> damaged(List<PackedChunk> chunks, InputStream bytes) throws IOException {
        var bad = new HashSet<Fingerprint>();
        var room =
                new byte[chunks.stream().mapToInt(PackedChunk::storedSize).max().orElse(0)];
        for (var chunk : chunks) {
            int length = bytes.readNBytes(room, 0, chunk.storedSize());
            if (!isGood(chunk, room, length)) {
                bad.add(chunk.fingerprint());
            }
        }
        return bad;
    }

    private Set<Fingerprint> damagedOneByOne(String objectKey, List<PackedChunk> chunks) {
        if (store.find(objectKey).isEmpty()) {
            return all(chunks);
        }
        var bad = new HashSet<Fingerprint>();
        int position = 0;
        for (var chunk : chunks) {
            if (!isReadable(objectKey, position, chunk)) {
                bad.add(chunk.fingerprint());
            }
            position += chunk.storedSize();
        }
        store.find(objectKey); // throws if the store has gone away meanwhile
        return bad;
    }

    private boolean isReadable(String objectKey, int position, PackedChunk chunk) {
        try (var bytes = store.read(objectKey, new PackStore.ByteRange(position, chunk.storedSize()))) {
            var stored = bytes.readNBytes(chunk.storedSize());
            return isGood(chunk, stored, stored.length);
        } catch (ProblemException | IOException e) {
            return false;
        }
    }

    private static Set<Fingerprint> all(List<PackedChunk> chunks) {
        return chunks.stream().map(PackedChunk::fingerprint).collect(Collectors.toSet());
    }

    /// @param length how much of `stored` the chunk takes
    private static boolean isGood(PackedChunk chunk, byte[] stored, int length) {
        try {
            if (chunk.encoding() == Encoding.IDENTITY) {
                return length == chunk.size()
                        && Fingerprint.of(stored, 0, length).equals(chunk.fingerprint());
            }
            var plain = chunk.encoding().decode(Arrays.copyOf(stored, length), chunk.size());
            return Fingerprint.of(plain, 0, plain.length).equals(chunk.fingerprint());
        } catch (DamagedChunkException e) {
            return false;
        }
    }
}
