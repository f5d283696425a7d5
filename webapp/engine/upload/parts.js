// @ts-check
import { paysToCompress } from '../content/compression.js';

/** @typedef {import('./compressors.js').Compressors} Compressors */
/** @typedef {import('./pack.js').Part} Part */

/**
 * A chunk in its plain form.
 *
 * @typedef {object} PlainChunk
 * @property {number} index of the chunk, to whoever packs it
 * @property {string} fingerprint
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {number} position where the chunk starts in its file, in bytes
 */

/** Bytes that are compressed, or not, together. */
const RUN = 1024 * 1024;

/**
 * Brings chunks into the form in which they are stored: compressed where a sample says that it
 * pays, and where it then does.
 *
 * @param {PlainChunk[]} chunks
 * @param {Compressors} compressors
 * @returns {Promise<Part[]>} in the same order
 */
export async function partsOf(chunks, compressors) {
    const parts = await Promise.all(runs(chunks).map(run => partsOfRun(run, compressors)));
    return parts.flat();
}

/**
 * @param {PlainChunk[]} run
 * @param {Compressors} compressors
 * @returns {Promise<Part[]>}
 */
async function partsOfRun(run, compressors) {
    const sample = run[run.length >> 1].bytes;
    const compressed = await paysToCompress(sample) ? await compressors.compress(run.map(({ bytes }) => bytes)) : [];
    return run.map(({ index, fingerprint, bytes, position }, i) => ({
        index,
        fingerprint,
        size: bytes.length,
        encoding: compressed[i] ? 'gzip' : 'identity',
        stored: compressed[i] ?? bytes,
        position,
    }));
}

/** @param {PlainChunk[]} chunks */
function runs(chunks) {
    /** @type {PlainChunk[][]} */
    const runs = [];
    let room = 0;
    for (const chunk of chunks) {
        if (room < chunk.bytes.length) {
            runs.push([]);
            room = RUN;
        }
        runs[runs.length - 1].push(chunk);
        room -= chunk.bytes.length;
    }
    return runs;
}
