import { ChunkSizes } from './engine/content/chunk-sizes.js';
import { Chunker } from './engine/content/chunker.js';
import { fingerprintOf } from './engine/content/fingerprint.js';

const MIB = 1024 * 1024;
const WINDOW = 16 * MIB;

/** Random bytes, as many as a window has. */
function noise() {
    const bytes = new Uint8Array(WINDOW);
    for (let from = 0; from < WINDOW; from += 65536) {
        crypto.getRandomValues(bytes.subarray(from, from + 65536));
    }
    return bytes.buffer;
}

/** Cuts and names so much noise as if it were of a file of 2 GiB; answers MiB a second. */
globalThis.onmessage = async ({ data: mebibytes }) => {
    const windows = [noise(), noise(), noise(), noise()];
    const chunker = await Chunker.of(ChunkSizes.forFile(2048 * MIB));
    let done = 0;
    let named = Promise.resolve();
    const begin = performance.now();
    for (let i = 0; done < mebibytes * MIB; i++) {
        const window = windows[i % windows.length];
        const ends = chunker.cuts(window, false);
        await named; // of the window before, which was named while this one was cut
        let from = 0;
        const names = [];
        for (const end of ends) {
            names.push(fingerprintOf(new Uint8Array(window, from, end - from)));
            from = end;
        }
        named = Promise.all(names);
        done += from;
    }
    await named;
    globalThis.postMessage(done / MIB / ((performance.now() - begin) / 1000));
};
