// @ts-check

const SMALLEST_AVERAGE = 64 * 1024;
const LARGEST_AVERAGE = 4 * 1024 * 1024;

/** What a file is divided by to find its average. */
const CHUNKS_PER_FILE = 8192;

/** How far a file may grow or shrink before its chunks change size. */
const TOLERANCE = 4;

/**
 * How large the chunks of one version are: the parameters that it was cut with.
 *
 * The same rule as `ChunkSizes.java` in `src/core`; `chunking.json` holds both to it.
 */
export class ChunkSizes {
    /**
     * @param {number} average bytes that chunks have on the whole: a power of two from 64 KiB to
     *     4 MiB
     * @throws {RangeError} for any other number
     */
    constructor(average) {
        const isPowerOfTwo = Number.isInteger(Math.log2(average));
        if (!isPowerOfTwo || average < SMALLEST_AVERAGE || average > LARGEST_AVERAGE) {
            throw new RangeError(`The average chunk size is a power of two from 64 KiB to 4 MiB, not ${average}`);
        }
        this.average = average;
    }

    /**
     * The sizes for a file that has no version yet.
     *
     * @param {number} fileSize bytes, 0 or more
     */
    static forFile(fileSize) {
        const wanted = Math.ceil(fileSize / CHUNKS_PER_FILE);
        let average = SMALLEST_AVERAGE;
        while (average < wanted && average < LARGEST_AVERAGE) {
            average *= 2;
        }
        return new ChunkSizes(average);
    }

    /**
     * The sizes for the next version of a file that is cut with these: they stay the same, so that
     * the versions share chunks, until the file's size asks for an average four times off.
     *
     * @param {number} fileSize bytes of the next version, 0 or more
     */
    forNextVersion(fileSize) {
        const ideal = ChunkSizes.forFile(fileSize);
        const stillFits = ideal.average < TOLERANCE * this.average && this.average < TOLERANCE * ideal.average;
        return stillFits ? this : ideal;
    }

    /** No chunk but a file's last has fewer bytes. */
    get minimum() {
        return this.average / 4;
    }

    /** No chunk has more bytes. */
    get maximum() {
        return this.average * 4;
    }

    /** Before the average is reached a cut is four times less likely than one in `average`. */
    get maskBeforeAverage() {
        return topBits(Math.log2(this.average) + 2);
    }

    /** From the average on a cut is four times more likely than one in `average`. */
    get maskFromAverage() {
        return topBits(Math.log2(this.average) - 2);
    }
}

/** @param {number} count how many of 32 bits are set, from the top */
function topBits(count) {
    return -1 << (32 - count);
}
