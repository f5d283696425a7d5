// @ts-check
import { ChunkList, ENTRY_BYTES } from './chunk-list.js';
import { ChunkSizes } from './chunk-sizes.js';
import { FINGERPRINT_BYTES } from './fingerprint.js';

const MAGIC = 0x434d4631;
const HEADER_BYTES = 14;
const ALL_ENTRIES = 0;

/**
 * Reads the binary form in which the server gives out manifests: `ManifestForm.java`.
 *
 * "CMF1", average (4), bytes of each fingerprint (1), kind (1), number of entries (4), and then
 * fingerprint and length of each chunk; all numbers big-endian.
 *
 * @param {ArrayBuffer} form all entries, with whole fingerprints
 * @returns {{sizes: ChunkSizes, chunks: ChunkList}}
 * @throws {RangeError} if it is no such form
 */
export function readManifest(form) {
    const view = new DataView(form);
    const count = view.getUint32(10);
    const isWhole = view.getUint32(0) === MAGIC
        && view.getUint8(8) === FINGERPRINT_BYTES
        && view.getUint8(9) === ALL_ENTRIES
        && form.byteLength === HEADER_BYTES + count * ENTRY_BYTES;
    if (!isWhole) {
        throw new RangeError('Not a whole manifest');
    }
    const chunks = new ChunkList();
    chunks.addAll(new Uint8Array(form, HEADER_BYTES));
    return { sizes: new ChunkSizes(view.getUint32(4)), chunks };
}
