// @ts-check
import { ChunkList } from '../content/chunk-list.js';

/** @typedef {import('../content/chunk-sizes.js').ChunkSizes} ChunkSizes */

/**
 * How far a large file has come: what is cut, and what of that the server still lacks.
 *
 * It outlives a pause, and by the journal a reload.
 */
export class ChunkProgress {
    chunks = new ChunkList();
    /** @type {Set<number>} */
    #lacking = new Set();
    #lackingBytes = 0;

    /** @param {ChunkSizes} sizes that the file is cut with */
    constructor(sizes) {
        this.sizes = sizes;
    }

    /** Indexes of the chunks that the server lacks, ascending. */
    get lacking() {
        return [...this.#lacking].sort((one, other) => one - other);
    }

    get isComplete() {
        return this.#lacking.size === 0;
    }

    /** Bytes that the server has. */
    get presentBytes() {
        return this.chunks.size - this.#lackingBytes;
    }

    /** @param {number} index of a chunk that the server does not have */
    lack(index) {
        if (!this.#lacking.has(index)) {
            this.#lacking.add(index);
            this.#lackingBytes += this.chunks.lengthOf(index);
        }
    }

    /** @param {number} index of a chunk that the server has by now */
    arrived(index) {
        if (this.#lacking.delete(index)) {
            this.#lackingBytes -= this.chunks.lengthOf(index);
        }
    }
}
