// @ts-check
import { Problem } from '../wire/problem.js';

/** @typedef {import('../wire/api.js').OperationResult} OperationResult */
/** @typedef {import('./file-upload.js').FileUpload} FileUpload */

/** Something else has got the name meanwhile. */
export class NameTaken extends Error {
    constructor() {
        super('The name has been taken');
        this.name = 'NameTaken';
    }
}

/**
 * What the result of a commit means for a file.
 *
 * @param {FileUpload} upload gets the reason that a person should know at its end
 * @param {OperationResult} result
 * @returns {'done' | 'missing'}
 * @throws {NameTaken | Problem} if the file was refused
 */
export function outcomeOf(upload, result) {
    if (result.status === 'OK' || result.status === 'CONFLICT') {
        if (result.name) {
            upload.reason = { key: 'savedAs', detail: result.name };
        } else if (result.conflictVersionId) {
            upload.reason = { key: 'bothKept' };
        }
        return 'done';
    }
    if (result.status === 'MISSING_CHUNKS') {
        return 'missing';
    }
    const problem = new Problem(result.problem?.status ?? 400, result.problem ?? {});
    throw problem.kind === 'name-taken' ? new NameTaken() : problem;
}
