// @ts-check
import { nameOf } from './existing-entries.js';

/** @typedef {import('./file-upload.js').FileUpload} FileUpload */

/** Interrupted uploads whose file the person has to choose again. */
export class AwaitedFiles {
    /** @type {Map<string, FileUpload[]>} by the file's name */
    #uploads = new Map();

    /** @param {Iterable<FileUpload>} uploads among which they are */
    constructor(uploads) {
        for (const upload of uploads) {
            if (upload.state === 'interrupted') {
                const name = nameOf(upload.path);
                this.#uploads.set(name, [...this.#uploads.get(name) ?? [], upload]);
            }
        }
    }

    /**
     * Gives a file to the upload that waits for it; that then waits for its turn.
     *
     * @param {File} file
     * @param {string} path
     * @param {FileSystemHandle | null} handle
     * @returns {FileUpload | null} null where none waits for it
     */
    give(file, path, handle) {
        const upload = this.#uploads.get(nameOf(path))?.find(other => other.state === 'interrupted'
            && (other.takesChanged || other.size === file.size && other.lastModified === file.lastModified)
            && (other.path === path || other.path.endsWith(`/${path}`)));
        if (!upload) {
            return null;
        }
        if (upload.takesChanged) {
            upload.adopt(file);
            upload.takesChanged = false;
        }
        upload.source.replace(file, handle, path);
        upload.wish = 'go';
        upload.become('waiting');
        return upload;
    }
}
