package dev.cairn.tree.control;

import dev.cairn.core.content.Chunk;
import dev.cairn.core.content.ChunkSizes;
import dev.cairn.core.content.Fingerprint;
import dev.cairn.core.content.Manifest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a long manifest is kept: cut into segments, each kept once under its own fingerprint.
///
/// A segment ends after a chunk whose fingerprint says so, so versions that share chunks share
/// segments, and a small edit of a large file writes a segment or two and the list of them, not the
/// whole manifest. See decision 0006.
public final class Segments {

    private static final int SHORTEST = 32;
    private static final int LONGEST = 512;
    private static final long ENDS_HERE = 0x7f;
    private static final int ENTRY = Fingerprint.BYTES + Integer.BYTES;
    private static final int LINE = Fingerprint.BYTES + Integer.BYTES + Long.BYTES;

    private Segments() {}

    /// A run of consecutive entries of a manifest.
    ///
    /// @param entries in the form of the table `segment`
    record Segment(Fingerprint fingerprint, byte[] entries, int chunks, long bytes) {}

    /// Cuts a manifest into its segments.
    static List<Segment> of(Manifest manifest) {
        var segments = new ArrayList<Segment>();
        var chunks = manifest.chunks();
        int from = 0;
        for (int at = 0; at < chunks.size(); at++) {
            int length = at + 1 - from;
            boolean end = length >= SHORTEST && (chunks.get(at).fingerprint().fourth() & ENDS_HERE) == 0;
            if (end || length == LONGEST || at + 1 == chunks.size()) {
                segments.add(segment(chunks.subList(from, at + 1)));
                from = at + 1;
            }
        }
        return segments;
    }

    /// The form of the column `manifest.segments`.
    static byte[] list(List<Segment> segments) {
        var list = ByteBuffer.allocate(segments.size() * LINE);
        for (var segment : segments) {
            segment.fingerprint.write(list);
            list.putInt(segment.chunks).putLong(segment.bytes);
        }
        return list.array();
    }

    /// The fingerprints of the segments in such a list, in their order.
    static List<Fingerprint> fingerprints(byte[] list) {
        var fingerprints = new ArrayList<Fingerprint>(list.length / LINE);
        var source = ByteBuffer.wrap(list);
        while (source.hasRemaining()) {
            fingerprints.add(Fingerprint.read(source));
            source.position(source.position() + LINE - Fingerprint.BYTES);
        }
        return fingerprints;
    }

    /// Puts a manifest together again.
    ///
    /// @param entries of all segments of the list
    /// @throws IllegalStateException if one is missing: the database has lost a row
    static Manifest manifest(int average, byte[] list, Map<Fingerprint, byte[]> entries) {
        var chunks = new ArrayList<Chunk>();
        for (var fingerprint : fingerprints(list)) {
            chunks.addAll(chunks(entries.get(fingerprint)));
        }
        return new Manifest(new ChunkSizes(average), chunks);
    }

    static List<Chunk> chunks(byte @Nullable [] entries) {
        if (entries == null) {
            throw new IllegalStateException("A segment of a manifest is not in the database");
        }
        var chunks = new ArrayList<Chunk>(entries.length / ENTRY);
        for (var source = ByteBuffer.wrap(entries); source.hasRemaining(); ) {
            chunks.add(new Chunk(Fingerprint.read(source), source.getInt()));
        }
        return chunks;
    }

    private static Segment segment(List<Chunk> chunks) {
        var entries = ByteBuffer.allocate(chunks.size() * ENTRY);
        long bytes = 0;
        for (var chunk : chunks) {
            chunk.fingerprint().write(entries);
            entries.putInt(chunk.length());
            bytes += chunk.length();
        }
        var form = entries.array();
        return new Segment(Fingerprint.of(form, 0, form.length), form, chunks.size(), bytes);
    }
}
