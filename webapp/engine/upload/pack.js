// @ts-check
import { fingerprintOf, hex } from '../content/fingerprint.js';

/** @typedef {import('../wire/api.js').PackOffer} PackOffer */

/** Bytes of the largest pack. */
export const LARGEST_PACK = 64 * 1024 * 1024;

const MOST_CHUNKS = 20_000;

/**
 * A chunk in its stored form.
 *
 * @typedef {object} Part
 * @property {number} index of the chunk, to whoever packs it
 * @property {string} fingerprint
 * @property {number} size plain bytes
 * @property {'identity' | 'gzip'} encoding
 * @property {Uint8Array<ArrayBuffer>} stored
 * @property {number} position where the chunk starts in its file, in bytes
 */

/**
 * A pack that is ready to be sent.
 *
 * @typedef {object} Pack
 * @property {PackOffer} offer
 * @property {Blob} body
 * @property {number[]} indexes of its chunks
 * @property {number} plainBytes of all its chunks
 * @property {number} heldBytes that it keeps in memory
 */

/** Collects chunks, and makes a pack of them. */
export class PackBuilder {
    /** @type {Part[]} */
    #parts = [];
    #storedBytes = 0;
    /** So many of the parts, from the first on, lie in no buffer but their own. */
    #detached = 0;

    /** Bytes of the pack so far. */
    get storedBytes() {
        return this.#storedBytes;
    }

    get isEmpty() {
        return this.#parts.length === 0;
    }

    /**
     * Whether the pack may take one more part.
     *
     * @param {Part} part
     */
    hasRoomFor(part) {
        return this.#storedBytes + part.stored.length <= LARGEST_PACK && this.#parts.length < MOST_CHUNKS;
    }

    /** @param {Part} part */
    add(part) {
        this.#parts.push(part);
        this.#storedBytes += part.stored.length;
    }

    /** Copies what still lies in a buffer of somebody else's, so that the buffer may go. */
    detach() {
        for (; this.#detached < this.#parts.length; this.#detached++) {
            const part = this.#parts[this.#detached];
            if (part.encoding === 'identity') {
                part.stored = part.stored.slice();
            }
        }
    }

    /**
     * Makes the pack, and starts anew.
     *
     * @param {number} number
     * @param {File | null} file that all parts come from: what lies in it as it is stored is sent
     *     straight from there, and is not held in memory
     * @returns {Promise<Pack>}
     */
    async build(number, file) {
        const parts = this.#parts;
        const size = this.#storedBytes;
        this.#parts = [];
        this.#storedBytes = 0;
        this.#detached = 0;
        const bytes = joined(parts, size);
        const checkSum = hex(await fingerprintOf(bytes));
        const isInFile = file !== null && parts.every(part => part.encoding === 'identity');
        return {
            offer: {
                pack: number,
                size,
                checkSum,
                chunks: parts.map(part => ({
                    fingerprint: part.fingerprint,
                    size: part.size,
                    storedSize: part.stored.length,
                    encoding: part.encoding,
                })),
            },
            body: isInFile ? new Blob(runs(parts).map(({ from, to }) => file.slice(from, to))) : new Blob([bytes]),
            indexes: parts.map(part => part.index),
            plainBytes: parts.reduce((sum, part) => sum + part.size, 0),
            heldBytes: isInFile ? 0 : size,
        };
    }
}

/**
 * The stored forms one after the other; not copied where they lie so already.
 *
 * @param {Part[]} parts
 * @param {number} size
 */
function joined(parts, size) {
    const first = parts[0].stored;
    let end = first.byteOffset;
    const lieTogether = parts.every(({ stored }) => {
        const follows = stored.buffer === first.buffer && stored.byteOffset === end;
        end += stored.length;
        return follows;
    });
    if (lieTogether) {
        return new Uint8Array(first.buffer, first.byteOffset, size);
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const { stored } of parts) {
        bytes.set(stored, at);
        at += stored.length;
    }
    return bytes;
}

/**
 * Where parts lie in their file, neighbours joined.
 *
 * @param {Part[]} parts
 */
function runs(parts) {
    /** @type {{from: number, to: number}[]} */
    const runs = [];
    for (const { position, size } of parts) {
        const last = runs.at(-1);
        if (last?.to === position) {
            last.to += size;
        } else {
            runs.push({ from: position, to: position + size });
        }
    }
    return runs;
}
