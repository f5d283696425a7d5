// @ts-check
import { gzip, isWorth } from '../content/compression.js';

/**
 * A worker that compresses chunks: gets `{job, chunks}`, answers `{job, stored}`, with null for
 * what does not get much shorter.
 */
globalThis.onmessage = async (/** @type {MessageEvent} */ event) => {
    /** @type {{job: number, chunks: Uint8Array<ArrayBuffer>[]}} */
    const { job, chunks } = event.data;
    const stored = [];
    for (const chunk of chunks) {
        const compressed = await gzip(chunk);
        stored.push(isWorth(compressed.length, chunk.length) ? compressed : null);
    }
    const buffers = stored.flatMap(bytes => bytes === null ? [] : [bytes.buffer]);
    globalThis.postMessage({ job, stored }, { transfer: buffers });
};
