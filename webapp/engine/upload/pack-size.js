// @ts-check

const MEBIBYTE = 1024 * 1024;
const SMALLEST = 8 * MEBIBYTE;
const LARGEST = 64 * MEBIBYTE;

/** How many seconds one pack should be on its way: what a failure or a pause may cost. */
const SECONDS = 3;

/**
 * How large the packs of large files are: 8 MiB at first, and then what the line carries in some
 * seconds, up to 64 MiB. Chunks are cut at the same places whatever this says.
 */
export class PackSize {
    #bytes = SMALLEST;

    /** Bytes of the next pack. */
    get bytes() {
        return this.#bytes;
    }

    /**
     * Takes note of a pack that has arrived.
     *
     * @param {number} bytes
     * @param {number} milliseconds that it took, among others
     */
    measured(bytes, milliseconds) {
        if (bytes < SMALLEST / 2) {
            return; // tells more about the delay than about the line
        }
        const fitting = bytes / Math.max(milliseconds, 1) * 1000 * SECONDS;
        const next = Math.min(this.#bytes * 2, Math.max(this.#bytes / 2, fitting));
        this.#bytes = Math.min(LARGEST, Math.max(SMALLEST, Math.round(next / MEBIBYTE) * MEBIBYTE));
    }
}
