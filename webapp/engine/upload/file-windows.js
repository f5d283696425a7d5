// @ts-check
import { Chunker } from '../content/chunker.js';
import { fingerprintOf } from '../content/fingerprint.js';
import { read } from './file-source.js';

/** @typedef {import('../content/chunk-sizes.js').ChunkSizes} ChunkSizes */
/** @typedef {import('./budget.js').Budget} Budget */

const LARGEST_WINDOW = 64 * 1024 * 1024;

/**
 * Some whole chunks of a file, one after the other.
 *
 * @typedef {object} FileWindow
 * @property {number} start of the first chunk in the file, in bytes
 * @property {Uint8Array<ArrayBuffer>[]} chunks their bytes; gone after `release`
 * @property {Uint8Array<ArrayBuffer>[]} fingerprints of each
 * @property {() => void} release gives the memory back
 */

/**
 * Reads a file from a place on, once, and cuts it. The next window is read while the present one is
 * fingerprinted and sent; how many there are at a time is bounded by the budget.
 *
 * @param {File} file
 * @param {number} from where a chunk starts
 * @param {ChunkSizes} sizes
 * @param {() => number} windowSize bytes that the next window should have
 * @param {Budget} budget
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<FileWindow>} every window must be released
 */
export async function* windowsOf(file, from, sizes, windowSize, budget, signal) {
    const chunker = await Chunker.of(sizes);
    const next = (/** @type {number} */ start) => {
        const size = Math.min(LARGEST_WINDOW, Math.max(windowSize(), 2 * sizes.maximum));
        const window = held(file, start, Math.min(start + size, file.size), budget, signal);
        window.catch(() => {}); // met when it is waited for, if ever
        return window;
    };
    let reading = next(from);
    try {
        for (let start = from; start < file.size;) {
            const { buffer, release } = await reading;
            const cuts = chunker.cuts(buffer, start + buffer.byteLength === file.size);
            const chunks = cuts.map((cut, i) => new Uint8Array(buffer, cuts[i - 1] ?? 0, cut - (cuts[i - 1] ?? 0)));
            const fingerprints = Promise.all(chunks.map(fingerprintOf));
            const window = { start, chunks, release };
            start += cuts[cuts.length - 1];
            reading = start < file.size ? next(start) : Promise.reject();
            reading.catch(() => {});
            yield { ...window, fingerprints: await fingerprints };
        }
    } finally {
        reading.then(({ release }) => release(), () => {});
    }
}

/**
 * Reads bytes into memory that is counted until it is released.
 *
 * @param {File} file
 * @param {number} from
 * @param {number} to
 * @param {Budget} budget
 * @param {AbortSignal} signal
 * @returns {Promise<{buffer: ArrayBuffer, release: () => void}>}
 */
export async function held(file, from, to, budget, signal) {
    await budget.take(to - from, signal);
    try {
        const buffer = await read(file, from, to);
        const release = () => {
            budget.release(to - from);
            free(buffer);
        };
        return { buffer, release };
    } catch (failure) {
        budget.release(to - from);
        throw failure;
    }
}

/**
 * Gives a buffer's memory back at once, not when the collector comes by: it does not hurry for
 * memory that is not its own.
 *
 * @param {ArrayBuffer} buffer
 */
function free(buffer) {
    if (typeof buffer.transfer === 'function') {
        buffer.transfer(0);
    }
}
