// @ts-check
import { Problem } from '../wire/problem.js';
import { FileChanged, FileGone } from './file-source.js';
import { PackRefused } from './pack-sender.js';
import { ChunksNotTaken } from './streamed-upload.js';

/** @typedef {import('./file-upload.js').Reason} Reason */

/**
 * What a person is told about a failure that ends an upload.
 *
 * @param {Error} failure
 * @returns {Reason}
 */
export function reasonOf(failure) {
    if (failure instanceof FileChanged) {
        return { key: 'changed' };
    }
    if (failure instanceof FileGone) {
        return { key: 'gone' };
    }
    if (failure instanceof Problem) {
        return { key: 'refused', detail: failure.message };
    }
    if (failure instanceof PackRefused) {
        return { key: 'storeRefused', detail: String(failure.status) };
    }
    if (failure instanceof ChunksNotTaken) {
        return { key: 'notTaken' };
    }
    console.error('Cairn: an upload failed in a way that nobody thought of:', failure);
    return { key: 'fault', detail: failure.message };
}
