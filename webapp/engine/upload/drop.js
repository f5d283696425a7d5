// @ts-check
import { DropFolders } from './drop-folders.js';
import { ExistingEntries } from './existing-entries.js';
import { UploadSession } from './upload-session.js';

/** @typedef {import('../journal/journal.js').DropRecord} DropRecord */
/** @typedef {import('../journal/journal.js').Journal} Journal */
/** @typedef {import('../wire/api.js').Api} Api */
/** @typedef {import('./file-upload.js').FileUpload} FileUpload */

/** @typedef {'version' | 'both' | 'skip'} Decision what to do about a file that is there already */

/**
 * What came by one gesture: a drop, a choice of files, a paste. All of it goes below one folder.
 */
export class Drop {
    #record;
    #api;
    #journal;
    #life;
    /** @type {UploadSession | undefined} */
    #session;
    #expectedBytes = 0;
    /** @type {Decision | null} what the person said for all files of this drop */
    answer = null;
    /** @type {Map<number, FileUpload>} files that are not finished */
    files = new Map();
    /** Whether no more files will come. */
    isClosed = false;

    /**
     * @param {DropRecord} record
     * @param {Api} api
     * @param {Journal} journal
     * @param {AbortSignal} life
     */
    constructor(record, api, journal, life) {
        this.#record = record;
        this.#api = api;
        this.#journal = journal;
        this.#life = life;
        this.existing = new ExistingEntries(api, record.folderId, life);
        this.folders = new DropFolders(this.existing, record.folderId);
    }

    get id() {
        return this.#record.id;
    }

    get namespaceId() {
        return this.#record.namespaceId;
    }

    /** The handles of what was dropped, as far as the browser gives them. */
    get handles() {
        return this.#record.handles;
    }

    /** @param {number} bytes of a file that belongs to it */
    expect(bytes) {
        this.#expectedBytes += bytes;
    }

    /** Forgets what is known about the target folder: it may have changed meanwhile. */
    lookAgain() {
        this.existing = new ExistingEntries(this.#api, this.#record.folderId, this.#life);
        this.folders = new DropFolders(this.existing, this.#record.folderId);
    }

    /** The upload that the drop's smaller files share. */
    get session() {
        this.#session ??= this.newSession(this.#expectedBytes, this.#record.uploadId, id => {
            this.#record.uploadId = id;
            this.#journal.addDrop(this.#record);
        });
        return this.#session;
    }

    /**
     * @param {number} expectedBytes
     * @param {string | null} id of one that goes on; null for a new one
     * @param {(id: string) => void} onOpen is told the id of a new one
     */
    newSession(expectedBytes, id, onOpen) {
        return new UploadSession(this.#api, this.#record.namespaceId, expectedBytes, id, onOpen, this.#life);
    }

    /** Takes note that the shared upload is over: the next file begins another. */
    loseSession() {
        this.#session = undefined;
        this.#record.uploadId = null;
    }

    /** Ends the drop once all its files are finished. */
    async end() {
        await this.#journal.removeDrop(this.id);
        if (this.#session || this.#record.uploadId !== null) {
            await this.session.end();
        }
    }
}
