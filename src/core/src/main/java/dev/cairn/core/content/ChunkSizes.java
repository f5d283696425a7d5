package dev.cairn.core.content;

/// How large the chunks of one version are: the parameters that it was cut with.
///
/// The same bytes cut with other sizes have another version fingerprint. Before two contents are
/// called different, both are cut with the same sizes.
///
/// @param average size in bytes that chunks have on the whole; a power of two from
///     [#SMALLEST_AVERAGE] to [#LARGEST_AVERAGE]
public record ChunkSizes(int average) {

    /// 64 KiB.
    public static final int SMALLEST_AVERAGE = 64 * 1024;

    /// 4 MiB.
    public static final int LARGEST_AVERAGE = 4 * 1024 * 1024;

    /// What a file is divided by to find its average: no manifest gets much longer than twice this.
    private static final long CHUNKS_PER_FILE = 8192;

    /// How far a file may grow or shrink before its chunks change size.
    private static final int TOLERANCE = 4;

    public ChunkSizes {
        if (Integer.bitCount(average) != 1 || average < SMALLEST_AVERAGE || average > LARGEST_AVERAGE) {
            throw new IllegalArgumentException(
                    "The average chunk size is a power of two from 64 KiB to 4 MiB, not " + average);
        }
    }

    /// The sizes for a file that has no version yet.
    ///
    /// @param fileSize in bytes, 0 or more
    public static ChunkSizes forFile(long fileSize) {
        if (fileSize < 0) {
            throw new IllegalArgumentException("A file cannot have " + fileSize + " bytes");
        }
        long wanted = Math.ceilDiv(fileSize, CHUNKS_PER_FILE);
        long average = SMALLEST_AVERAGE;
        while (average < wanted && average < LARGEST_AVERAGE) {
            average *= 2;
        }
        return new ChunkSizes((int) average);
    }

    /// The sizes for the next version of a file that is cut with these: they stay the same, so that
    /// the versions share chunks, until the file's size would ask for an average four times off.
    ///
    /// @param fileSize size of the next version in bytes, 0 or more
    public ChunkSizes forNextVersion(long fileSize) {
        var ideal = forFile(fileSize);
        boolean stillFits = ideal.average < TOLERANCE * average && average < TOLERANCE * ideal.average;
        return stillFits ? this : ideal;
    }

    /// No chunk but a file's last is shorter than this many bytes: a quarter of the average.
    public int minimum() {
        return average / 4;
    }

    /// No chunk is longer than this many bytes: four times the average.
    public int maximum() {
        return average * 4;
    }

    /// Before the average is reached a cut is four times less likely than one in `average`.
    int maskBeforeAverage() {
        return topBits(log2() + 2);
    }

    /// From the average on a cut is four times more likely than one in `average`.
    int maskFromAverage() {
        return topBits(log2() - 2);
    }

    private int log2() {
        return Integer.numberOfTrailingZeros(average);
    }

    private static int topBits(int count) {
        return -1 << (Integer.SIZE - count);
    }
}
