package dev.cairn.core.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The ordered chunks of one version, and the sizes it was cut with.
///
/// @param chunks in the order of the file, at most [#MAX_CHUNKS]; empty for an empty file
public record Manifest(ChunkSizes sizes, List<Chunk> chunks) {

    /// 2^20 chunks, 4 TiB at the largest average: a bound on what a request can make us hold.
    public static final int MAX_CHUNKS = 1 << 20;

    private static final byte[] DOMAIN = "cairn-version-1".getBytes(StandardCharsets.US_ASCII);

    public Manifest {
        if (chunks.size() > MAX_CHUNKS) {
            throw new IllegalArgumentException("A manifest has at most " + MAX_CHUNKS + " chunks");
        }
        chunks = List.copyOf(chunks);
    }

    /// The manifest of a file without bytes.
    public static Manifest empty() {
        return new Manifest(ChunkSizes.forFile(0), List.of());
    }

    /// The manifest of a content that is all in memory.
    public static Manifest of(byte[] content, ChunkSizes sizes) {
        return new Manifest(sizes, new Chunker(sizes).chunks(content));
    }

    /// Size of the whole content, in bytes.
    public long size() {
        return chunks.stream().mapToLong(Chunk::length).sum();
    }

    /// The version's fingerprint: SHA-256 over "cairn-version-1", the average chunk size, and then
    /// fingerprint and length of every chunk, all numbers as four bytes, big-endian.
    public Fingerprint fingerprint() {
        var digest = Fingerprint.sha256();
        digest.update(DOMAIN);
        var entry = ByteBuffer.allocate(Fingerprint.BYTES + Integer.BYTES);
        entry.putInt(sizes.average());
        digest.update(entry.flip());
        for (var chunk : chunks) {
            entry.clear();
            chunk.fingerprint().write(entry);
            entry.putInt(chunk.length());
            digest.update(entry.flip());
        }
        return Fingerprint.ofBytes(digest.digest());
    }

    /// This manifest with runs of chunks replaced.
    ///
    /// @param splices in ascending order, not overlapping; each `at` counts chunks of this manifest
    /// @throws IllegalArgumentException if they overlap, go backwards or reach past the end
    public Manifest spliced(ChunkSizes newSizes, List<Splice> splices) {
        var result = new ArrayList<Chunk>();
        int copied = 0;
        for (var splice : splices) {
            if (splice.at() < copied || splice.at() > chunks.size() - splice.remove()) {
                throw new IllegalArgumentException("The splice at " + splice.at() + " does not fit the base version");
            }
            result.addAll(chunks.subList(copied, splice.at()));
            result.addAll(splice.insert());
            copied = splice.at() + splice.remove();
        }
        result.addAll(chunks.subList(copied, chunks.size()));
        return new Manifest(newSizes, result);
    }
}
