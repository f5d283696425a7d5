// @ts-check
import { AwaitedFiles } from './awaited-files.js';
import { Drops } from './drops.js';
import { fault } from './file-names.js';
import { FileSource } from './file-source.js';
import { FileUpload, Interrupted } from './file-upload.js';
import { Outcomes } from './outcomes.js';
import { UploadQueue } from './upload-queue.js';

/** @typedef {import('../journal/journal.js').DropRecord} DropRecord */
/** @typedef {import('../journal/journal.js').FileRecord} FileRecord */
/** @typedef {import('../journal/journal.js').Left} Left */
/** @typedef {import('./drop.js').Decision} Decision */
/** @typedef {import('./drop.js').Drop} Drop */
/** @typedef {import('./works.js').Works} Works */

/**
 * A file or folder that was dropped.
 *
 * @typedef {object} DroppedFile
 * @property {string} path below the target folder
 * @property {File | FileSystemFileHandle} file
 * @property {number | null} handle index into the drop's handles
 */

/**
 * Who is told what happens to uploads.
 *
 * @typedef {object} UploadEvents
 * @property {(upload: FileUpload) => void} onChange
 * @property {(upload: FileUpload) => void} onRemove
 * @property {(upload: FileUpload) => void} onUndecided
 * @property {() => void} onSignedOut
 */

/** All uploads of a person in this page, and what the person wants of them. */
export class Uploads {
    #works;
    #events;
    /** @type {Map<string, FileUpload>} */
    #uploads = new Map();
    #drops;
    #queue;
    #outcomes;

    /**
     * @param {Works} works
     * @param {UploadEvents} events
     * @param {AbortSignal} life ends everything
     */
    constructor(works, events, life) {
        this.#works = works;
        this.#events = events;
        this.#drops = new Drops(works, life);
        this.#queue = new UploadQueue(works, (upload, outcome) => this.#outcomes.ended(upload, outcome), life);
        this.#outcomes = new Outcomes(works, this.#drops, this.#queue, { ...events, onRemove: this.#remove.bind(this) }, life);
    }

    /** All uploads, in the order in which they came. */
    get all() {
        return this.#uploads.values();
    }

    // ---- what comes in

    /**
     * Begins a drop.
     *
     * @param {DropRecord} record
     */
    async open(record) {
        await this.#drops.open(record);
    }

    /**
     * Adds files to a drop. One that an interrupted upload waits for goes on with that.
     *
     * @param {string} dropId
     * @param {DroppedFile[]} files
     * @param {number} first number of the first of them in the drop
     */
    async add(dropId, files, first) {
        const drop = this.#drops.get(dropId);
        if (!drop) {
            return;
        }
        const awaited = new AwaitedFiles(this.all);
        const uploads = await Promise.all(files.map((dropped, i) => this.#take(drop, dropped, first + i, awaited)));
        const added = uploads.filter(upload => upload !== null);
        await this.#works.journal.putFiles(added.map(upload => upload.record));
        this.#queue.run();
    }

    /**
     * Adds folders to a drop that have nothing in them.
     *
     * @param {string} dropId
     * @param {string[]} paths
     */
    async addFolders(dropId, paths) {
        await this.#drops.addFolders(dropId, paths);
    }

    /**
     * Takes note that a drop has no more files.
     *
     * @param {string} dropId
     */
    close(dropId) {
        this.#drops.close(dropId);
    }

    /**
     * Takes up what an earlier page left unfinished.
     *
     * @param {Left} left
     */
    restore({ drop: record, files, kept }) {
        const drop = this.#drops.restore(record);
        for (const file of files) {
            const copy = kept.get(file.number) ?? null;
            const upload = this.#newUpload(drop, file, copy);
            if (file.isPaused) {
                upload.wish = 'pause';
                upload.become('paused');
            } else if (copy === null && !upload.source.handle) {
                upload.become('interrupted', { key: 'chooseAgain' });
            } else {
                upload.become('waiting');
                this.#queue.add(upload);
            }
        }
        this.#drops.endIfFinished(drop);
        this.#queue.run();
    }

    // ---- what the person wants

    /** @param {FileUpload[]} uploads */
    async pause(uploads) {
        const paused = uploads.filter(upload => upload.isActive);
        for (const upload of paused) {
            upload.wish = 'pause';
            upload.record.isPaused = true;
            if (upload.work) {
                upload.work.abort(new Interrupted());
            } else {
                upload.become('paused');
            }
        }
        await this.#works.journal.putFiles(paused.map(upload => upload.record));
    }

    /**
     * Goes on with what is paused, interrupted or failed.
     *
     * @param {FileUpload[]} uploads
     */
    async resume(uploads) {
        const resumed = uploads.filter(({ state }) => ['paused', 'interrupted', 'failed'].includes(state));
        for (const upload of resumed) {
            upload.wish = 'go';
            upload.restarts = 0;
            upload.record.isPaused = false;
            if (upload.state === 'failed') {
                upload.drop.lookAgain();
            }
            await this.#lookForFile(upload);
        }
        await this.#works.journal.putFiles(resumed.map(upload => upload.record));
        this.#queue.run();
    }

    /** @param {FileUpload[]} uploads that are not finished */
    cancel(uploads) {
        for (const upload of uploads.filter(other => !other.isFinished)) {
            upload.wish = 'cancel';
            if (upload.work) {
                upload.work.abort(new Interrupted());
            } else {
                this.#outcomes.discard(upload);
            }
        }
    }

    /**
     * Does what the person says about files that are there already.
     *
     * @param {FileUpload[]} uploads
     * @param {Decision} decision
     * @param {boolean} forAll for all other files of their drops too
     */
    async decide(uploads, decision, forAll) {
        const drops = new Set(uploads.map(({ drop }) => drop));
        if (forAll) {
            drops.forEach(drop => drop.answer = decision);
        }
        const undecided = forAll
            ? [...this.all].filter(({ state, drop }) => state === 'asking' && drops.has(drop))
            : uploads.filter(({ state }) => state === 'asking');
        for (const upload of undecided) {
            this.#outcomes.decide(upload, decision);
        }
        await this.#works.journal.putFiles(undecided.filter(upload => !upload.isFinished).map(upload => upload.record));
        this.#queue.run();
    }

    /**
     * Takes files that were chosen again.
     *
     * @param {{path: string, file: File}[]} files
     * @returns {Promise<number>} how many no upload waits for
     */
    async reattach(files) {
        const awaited = new AwaitedFiles(this.all);
        const left = files.filter(({ path, file }) => !this.#reattach(awaited, file, path, null));
        this.#queue.run();
        return left.length;
    }

    /** Removes what is finished from view. */
    clearFinished() {
        for (const upload of [...this.all].filter(({ isFinished }) => isFinished)) {
            this.#remove(upload);
        }
    }

    /** Goes on after the person has signed in again. */
    signedIn() {
        this.#queue.goOn();
    }

    /** Takes what is finished out of the journal; to be called every now and then. */
    async tidy() {
        await this.#outcomes.tidy();
    }

    /** @param {string[]} ids */
    find(ids) {
        return ids.flatMap(id => this.#uploads.get(id) ?? []);
    }

    // ---- taking files in

    /**
     * @param {Drop} drop
     * @param {DroppedFile} dropped
     * @param {number} number
     * @param {AwaitedFiles} awaited
     */
    async #take(drop, { path, file: given, handle }, number, awaited) {
        const file = given instanceof File ? given : await given.getFile();
        const source = handle === null ? null : drop.handles[handle] ?? null;
        if (this.#reattach(awaited, file, path, source)) {
            return null;
        }
        const upload = this.#newUpload(drop, {
            drop: drop.id,
            number,
            path,
            size: file.size,
            lastModified: file.lastModified,
            type: file.type,
            handle,
            decision: null,
            name: null,
            uploadId: null,
            average: null,
            isPaused: false,
            isKept: false,
        }, file);
        const bad = path.split('/').map(fault).find(reason => reason !== null);
        if (bad) {
            upload.become('failed', { key: `name.${bad}` });
        } else {
            upload.become('waiting');
            this.#queue.add(upload);
        }
        return upload;
    }

    /**
     * @param {Drop} drop
     * @param {FileRecord} record
     * @param {File | null} file
     */
    #newUpload(drop, record, file) {
        const handle = record.handle === null ? null : drop.handles[record.handle] ?? null;
        const upload = new FileUpload(drop, record, new FileSource(file, handle, record.path), this.#events.onChange);
        this.#uploads.set(upload.id, upload);
        drop.files.set(record.number, upload);
        return upload;
    }

    /**
     * Gives a file to the upload that waits for it, if one does.
     *
     * @param {AwaitedFiles} awaited
     * @param {File} file
     * @param {string} path
     * @param {FileSystemHandle | null} handle
     */
    #reattach(awaited, file, path, handle) {
        const upload = awaited.give(file, path, handle);
        if (upload) {
            this.#queue.add(upload);
        }
        return upload !== null;
    }

    /**
     * Finds out whether an upload can go on, and lets it.
     *
     * @param {FileUpload} upload
     */
    async #lookForFile(upload) {
        try {
            const hasChanged = upload.state === 'failed' && ['changed', 'gone'].includes(upload.reason?.key ?? '');
            if (hasChanged) {
                upload.takesChanged = true;
                upload.adopt(await upload.source.open(true));
                await this.#works.journal.forgetProgress(upload.drop.id, upload.number);
                upload.takesChanged = false;
            } else {
                await upload.source.open();
            }
            upload.become('waiting');
            this.#queue.add(upload);
        } catch (failure) {
            this.#outcomes.settle(upload, /** @type {Error} */ (failure));
        }
    }

    /** @param {FileUpload} upload */
    #remove(upload) {
        this.#uploads.delete(upload.id);
        this.#events.onRemove(upload);
    }
}
