package dev.cairn.core.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Finds the places where a file is cut.
///
/// FastCDC with normalised chunking over a 32-bit gear hash: a cut depends on the bytes just before
/// it, so an insertion moves the cuts behind it along with the bytes, and only the chunks that it
/// touches are new. The browser's engine cuts at exactly the same places; `chunking.json` among the
/// tests holds both to it. Source: Xia et al., "FastCDC", USENIX ATC 2016; decision 0003.
public final class Chunker {

    private static final int[] GEAR = gear();

    private final int minimum;
    private final int average;
    private final int maximum;
    private final int maskBeforeAverage;
    private final int maskFromAverage;

    public Chunker(ChunkSizes sizes) {
        minimum = sizes.minimum();
        average = sizes.average();
        maximum = sizes.maximum();
        maskBeforeAverage = sizes.maskBeforeAverage();
        maskFromAverage = sizes.maskFromAverage();
    }

    /// The end of the chunk that starts at `from`: the index after its last byte.
    ///
    /// The bytes up to `to` must be either all that is left of the file or at least the maximum
    /// chunk size; with fewer bytes in the middle of a file the answer would be wrong.
    ///
    /// @param from index of the chunk's first byte
    /// @param to index after the last byte that may be looked at; more than `from`
    public int cut(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        int end = to - from > maximum ? from + maximum : to;
        if (end - from <= minimum) {
            return end;
        }
        int middle = Math.min(end, from + average);
        int hash = 0;
        int at = from + minimum;
        for (int mask = maskBeforeAverage; at < middle; at++) {
            hash = (hash << 1) + GEAR[bytes[at] & 0xff];
            if ((hash & mask) == 0) {
                return at + 1;
            }
        }
        for (int mask = maskFromAverage; at < end; at++) {
            hash = (hash << 1) + GEAR[bytes[at] & 0xff];
            if ((hash & mask) == 0) {
                return at + 1;
            }
        }
        return end;
    }

    /// Cuts and names a content that is all in memory. No bytes, no chunks.
    public List<Chunk> chunks(byte[] content) {
        var chunks = new ArrayList<Chunk>();
        for (int from = 0; from < content.length; ) {
            int end = cut(content, from, content.length);
            chunks.add(Chunk.of(content, from, end - from));
            from = end;
        }
        return chunks;
    }

    /// Derived, not random, so that every implementation can make the table itself: the first four
    /// bytes of SHA-256("cairn-gear-1" followed by the byte), big-endian.
    private static int[] gear() {
        var gear = new int[256];
        var digest = Fingerprint.sha256();
        for (int value = 0; value < gear.length; value++) {
            digest.update("cairn-gear-1".getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) value);
            gear[value] = ByteBuffer.wrap(digest.digest()).getInt();
        }
        return gear;
    }
}
