// @ts-check
import { FINGERPRINT_BYTES, fingerprintOf, hex } from './fingerprint.js';

/** @typedef {import('./chunk-sizes.js').ChunkSizes} ChunkSizes */

/** Bytes of one entry: fingerprint, and length as four bytes, big-endian. */
export const ENTRY_BYTES = FINGERPRINT_BYTES + 4;

const DOMAIN = new TextEncoder().encode('cairn-version-1');

/**
 * The ordered chunks of a file, as far as they are known.
 *
 * Held in the binary form in which the server is asked for missing chunks, and which the version's
 * fingerprint is made of: 36 bytes a chunk, so 50 GB need half a megabyte.
 */
export class ChunkList {
    #bytes = new Uint8Array(64 * ENTRY_BYTES);
    #view = new DataView(this.#bytes.buffer);
    #count = 0;
    #size = 0;

    /** How many chunks there are. */
    get count() {
        return this.#count;
    }

    /** Bytes of all chunks together. */
    get size() {
        return this.#size;
    }

    /**
     * @param {Uint8Array} fingerprint 32 bytes
     * @param {number} length bytes of the chunk, 1 or more
     */
    add(fingerprint, length) {
        this.#reserve(1);
        const at = this.#count * ENTRY_BYTES;
        this.#bytes.set(fingerprint, at);
        this.#view.setUint32(at + FINGERPRINT_BYTES, length);
        this.#count++;
        this.#size += length;
    }

    /**
     * Appends entries in binary form.
     *
     * @param {Uint8Array} entries
     */
    addAll(entries) {
        const added = entries.length / ENTRY_BYTES;
        this.#reserve(added);
        this.#bytes.set(entries, this.#count * ENTRY_BYTES);
        for (let i = 0; i < added; i++) {
            this.#size += this.lengthOf(this.#count + i);
        }
        this.#count += added;
    }

    /**
     * Forgets all chunks from `count` on.
     *
     * @param {number} count
     */
    truncate(count) {
        while (this.#count > count) {
            this.#count--;
            this.#size -= this.lengthOf(this.#count);
        }
    }

    /** @param {number} index */
    lengthOf(index) {
        return this.#view.getUint32(index * ENTRY_BYTES + FINGERPRINT_BYTES);
    }

    /**
     * The chunk's fingerprint in text form.
     *
     * @param {number} index
     */
    nameOf(index) {
        const at = index * ENTRY_BYTES;
        return hex(this.#bytes.subarray(at, at + FINGERPRINT_BYTES));
    }

    /**
     * Whether the chunk at `index` is the one that another list has there.
     *
     * @param {number} index
     * @param {ChunkList} other
     */
    agreesAt(index, other) {
        if (index >= this.#count || index >= other.#count) {
            return false;
        }
        const end = (index + 1) * ENTRY_BYTES;
        for (let at = end - ENTRY_BYTES; at < end; at++) {
            if (this.#bytes[at] !== other.#bytes[at]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where each chunk starts in the file, and at the end the file's size.
     *
     * @returns {Float64Array<ArrayBuffer>} bytes from the file's start, ascending
     */
    positions() {
        const positions = new Float64Array(this.#count + 1);
        for (let i = 0; i < this.#count; i++) {
            positions[i + 1] = positions[i] + this.lengthOf(i);
        }
        return positions;
    }

    /**
     * A copy of some entries in binary form.
     *
     * @param {number} from index of the first
     * @param {number} to index after the last
     */
    entries(from, to) {
        return this.#bytes.slice(from * ENTRY_BYTES, to * ENTRY_BYTES);
    }

    /**
     * The version's fingerprint: SHA-256 over "cairn-version-1", the average chunk size, and all
     * entries. The same bytes cut with other sizes have another one.
     *
     * @param {ChunkSizes} sizes
     */
    async versionFingerprint(sizes) {
        const form = new Uint8Array(DOMAIN.length + 4 + this.#count * ENTRY_BYTES);
        form.set(DOMAIN);
        new DataView(form.buffer).setUint32(DOMAIN.length, sizes.average);
        form.set(this.#bytes.subarray(0, this.#count * ENTRY_BYTES), DOMAIN.length + 4);
        return hex(await fingerprintOf(form));
    }

    /**
     * As a commit wants them.
     *
     * @returns {[string, number][]} fingerprint and length of each
     */
    toJson() {
        return Array.from({ length: this.#count }, (_, i) => [this.nameOf(i), this.lengthOf(i)]);
    }

    /** @param {number} added */
    #reserve(added) {
        const needed = (this.#count + added) * ENTRY_BYTES;
        if (needed > this.#bytes.length) {
            const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
            larger.set(this.#bytes);
            this.#bytes = larger;
            this.#view = new DataView(larger.buffer);
        }
    }
}
