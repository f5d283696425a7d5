package dev.cairn.core.content;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The binary form in which manifests travel; all numbers are big-endian.
///
/// | bytes | what |
/// | --- | --- |
/// | 4 | "CMF1" |
/// | 4 | average chunk size |
/// | 1 | how many bytes of each fingerprint follow, 1 to 32 |
/// | 1 | 0: all entries follow; 1: splices follow |
/// | 4 | number of entries, or of splices |
/// | … | each entry: fingerprint or its first bytes, and the length (4) |
/// | … | each splice: at (4), remove (4), number of entries inserted (4), and those entries |
public final class ManifestForm {

    private static final int MAGIC = 0x434d4631;
    private static final int HEADER = 14;
    private static final byte ENTRIES = 0;
    private static final byte SPLICES = 1;

    private ManifestForm() {}

    /// All entries of a manifest.
    ///
    /// @param prefix how many bytes of each fingerprint to write, 1 to 32
    public static byte[] write(Manifest manifest, int prefix) {
        checkPrefix(prefix);
        var chunks = manifest.chunks();
        var form = ByteBuffer.allocate(HEADER + chunks.size() * (prefix + Integer.BYTES));
        header(form, manifest.sizes(), prefix, ENTRIES, chunks.size());
        entries(form, chunks, prefix);
        return form.array();
    }

    /// Only what differs from a base that the reader has.
    ///
    /// @param sizes those of the newer manifest
    public static byte[] writeSplices(ChunkSizes sizes, List<Splice> splices, int prefix) {
        checkPrefix(prefix);
        int inserted =
                splices.stream().mapToInt(splice -> splice.insert().size()).sum();
        var form =
                ByteBuffer.allocate(HEADER + splices.size() * 3 * Integer.BYTES + inserted * (prefix + Integer.BYTES));
        header(form, sizes, prefix, SPLICES, splices.size());
        for (var splice : splices) {
            form.putInt(splice.at())
                    .putInt(splice.remove())
                    .putInt(splice.insert().size());
            entries(form, splice.insert(), prefix);
        }
        return form.array();
    }

    /// Reads a form that holds all entries with whole fingerprints.
    ///
    /// @throws IllegalArgumentException if `form` is not such a form
    public static Manifest read(byte[] form) {
        try {
            var source = ByteBuffer.wrap(form);
            var sizes = readHeader(source, ENTRIES);
            var manifest = new Manifest(sizes, readEntries(source));
            checkEnd(source);
            return manifest;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The manifest ends too early", e);
        }
    }

    /// Reads a form that holds splices with whole fingerprints, and applies them.
    ///
    /// @throws IllegalArgumentException if `form` is not such a form, or does not fit `base`
    public static Manifest readSplices(byte[] form, Manifest base) {
        try {
            var source = ByteBuffer.wrap(form);
            var sizes = readHeader(source, SPLICES);
            int count = count(source, 3 * Integer.BYTES);
            var splices = new ArrayList<Splice>(count);
            for (int i = 0; i < count; i++) {
                splices.add(new Splice(source.getInt(), source.getInt(), readEntries(source)));
            }
            checkEnd(source);
            return base.spliced(sizes, splices);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The manifest ends too early", e);
        }
    }

    private static void header(ByteBuffer form, ChunkSizes sizes, int prefix, byte kind, int count) {
        form.putInt(MAGIC).putInt(sizes.average()).put((byte) prefix).put(kind).putInt(count);
    }

    private static void entries(ByteBuffer form, List<Chunk> chunks, int prefix) {
        for (var chunk : chunks) {
            if (prefix == Fingerprint.BYTES) {
                chunk.fingerprint().write(form);
            } else {
                form.put(Arrays.copyOf(chunk.fingerprint().toBytes(), prefix));
            }
            form.putInt(chunk.length());
        }
    }

    /// Leaves the buffer before the number of entries or splices.
    private static ChunkSizes readHeader(ByteBuffer source, byte kind) {
        if (source.getInt() != MAGIC) {
            throw new IllegalArgumentException("Not a manifest");
        }
        var sizes = new ChunkSizes(source.getInt());
        if (source.get() != Fingerprint.BYTES) {
            throw new IllegalArgumentException("The manifest has shortened fingerprints");
        }
        if (source.get() != kind) {
            throw new IllegalArgumentException("The manifest is of another kind");
        }
        return sizes;
    }

    private static List<Chunk> readEntries(ByteBuffer source) {
        int count = count(source, Fingerprint.BYTES + Integer.BYTES);
        var chunks = new ArrayList<Chunk>(count);
        for (int i = 0; i < count; i++) {
            chunks.add(new Chunk(Fingerprint.read(source), source.getInt()));
        }
        return chunks;
    }

    /// A count that the rest of the form can hold, so that a lie cannot make us allocate.
    private static int count(ByteBuffer source, int bytesEach) {
        int count = source.getInt();
        if (count < 0 || count > source.remaining() / bytesEach) {
            throw new IllegalArgumentException("The manifest ends too early");
        }
        return count;
    }

    private static void checkPrefix(int prefix) {
        if (prefix < 1 || prefix > Fingerprint.BYTES) {
            throw new IllegalArgumentException("A fingerprint's prefix has 1 to 32 bytes, not " + prefix);
        }
    }

    private static void checkEnd(ByteBuffer source) {
        if (source.hasRemaining()) {
            throw new IllegalArgumentException("The manifest goes on after its end");
        }
    }
}
