// @ts-check
import { SignedOut } from '../wire/access-token.js';
import { Problem } from '../wire/problem.js';
import { Bundle, BUNDLE_BYTES, BUNDLE_FILES } from './bundle.js';
import { NameTaken } from './commit-outcome.js';
import { Drop } from './drop.js';
import { nameOf } from './existing-entries.js';
import { fault } from './file-names.js';
import { FileChanged, FileGone, FileNeeded, FileSource, PermissionNeeded } from './file-source.js';
import { FileUpload, Undecided } from './file-upload.js';
import { Lane } from './lane.js';
import { PackRefused } from './pack-sender.js';
import { ChunksNotTaken, StreamedUpload } from './streamed-upload.js';
import { UploadLost } from './upload-session.js';

/** @typedef {import('../journal/journal.js').DropRecord} DropRecord */
/** @typedef {import('../journal/journal.js').FileRecord} FileRecord */
/** @typedef {import('./drop.js').Decision} Decision */
/** @typedef {import('./file-upload.js').Reason} Reason */
/** @typedef {import('./works.js').Works} Works */

/** Large files whose last packs may be under way while the next one is read. */
const MOST_STREAMS = 8;

/** Bundles that may be under way while the next one is read. */
const MOST_BUNDLES = 4;

/** How often a file begins anew by itself when something was not as expected. */
const MOST_RESTARTS = 5;

/** A person wants something else. */
class Interrupted extends Error {
    constructor() {
        super('Interrupted');
        this.name = 'Interrupted';
    }
}

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

/**
 * All uploads of a person in this page: what is next, what is under way, what became of it.
 *
 * Small files go in bundles, one drop after the other. Larger ones are read one at a time, in their
 * order; while the end of one is still being sent the next is read. Both go side by side, so a
 * small file does not wait for a large one.
 */
export class Uploads {
    #works;
    #events;
    #life;
    /** @type {Map<string, FileUpload>} */
    #uploads = new Map();
    /** @type {Map<string, Drop>} */
    #drops = new Map();
    /** @type {FileUpload[]} */
    #smallOnes = [];
    /** @type {FileUpload[]} */
    #largerOnes = [];
    #bundles = new Lane(() => this.#beginBundle(), MOST_BUNDLES);
    #streams = new Lane(() => this.#beginStream(), MOST_STREAMS);
    #isHalted = false;
    /** @type {FileUpload[]} finished, and not yet out of the journal */
    #finished = [];

    /**
     * @param {Works} works
     * @param {UploadEvents} events
     * @param {AbortSignal} life ends everything
     */
    constructor(works, events, life) {
        this.#works = works;
        this.#events = events;
        this.#life = life;
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
        this.#drops.set(record.id, new Drop(record, this.#works.api, this.#works.journal, this.#life));
        await this.#works.journal.addDrop(record);
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
        const awaited = this.#awaited();
        const uploads = await Promise.all(files.map((dropped, i) => this.#take(drop, dropped, first + i, awaited)));
        const added = uploads.filter(upload => upload !== null);
        await this.#works.journal.putFiles(added.map(upload => upload.record));
        this.#schedule();
    }

    /**
     * Adds folders to a drop that have nothing in them.
     *
     * @param {string} dropId
     * @param {string[]} paths
     */
    async addFolders(dropId, paths) {
        const drop = this.#drops.get(dropId);
        if (drop) {
            const committer = this.#works.committer(drop.namespaceId);
            await Promise.all(paths.map(async path => committer.makeFolder(await drop.folders.at(path))));
        }
    }

    /**
     * Takes note that a drop has no more files.
     *
     * @param {string} dropId
     */
    close(dropId) {
        const drop = this.#drops.get(dropId);
        if (drop) {
            drop.isClosed = true;
            this.#endIfFinished(drop);
        }
    }

    /**
     * Takes up what an earlier page left unfinished.
     *
     * @param {DropRecord} record
     * @param {FileRecord[]} files
     */
    restore(record, files) {
        const drop = new Drop(record, this.#works.api, this.#works.journal, this.#life);
        drop.isClosed = true;
        this.#drops.set(drop.id, drop);
        for (const file of files) {
            const upload = this.#newUpload(drop, file, null);
            if (file.isPaused) {
                upload.wish = 'pause';
                upload.become('paused');
            } else if (!upload.source.handle) {
                upload.become('interrupted', { key: 'chooseAgain' });
            } else {
                upload.become('waiting');
            }
        }
        this.#endIfFinished(drop);
        this.#schedule();
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
        this.#schedule();
    }

    /** @param {FileUpload[]} uploads that are not finished */
    cancel(uploads) {
        for (const upload of uploads.filter(other => !other.isFinished)) {
            upload.wish = 'cancel';
            if (upload.work) {
                upload.work.abort(new Interrupted());
            } else {
                this.#discard(upload);
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
            this.#decide(upload, decision);
        }
        await this.#works.journal.putFiles(undecided.filter(upload => !upload.isFinished).map(upload => upload.record));
        this.#schedule();
    }

    /**
     * Takes files that were chosen again.
     *
     * @param {{path: string, file: File}[]} files
     * @returns {Promise<number>} how many no upload waits for
     */
    async reattach(files) {
        const awaited = this.#awaited();
        const left = files.filter(({ path, file }) => !this.#reattach(file, path, null, awaited));
        this.#schedule();
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
        this.#isHalted = false;
        this.#schedule();
    }

    /** Takes what is finished out of the journal; to be called every now and then. */
    async tidy() {
        const finished = this.#finished.splice(0);
        if (finished.length > 0) {
            const keys = finished.map(({ drop, number, isLarge }) => ({ drop: drop.id, number, isLarge }));
            await this.#works.journal.removeFiles(keys);
        }
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
     * @param {Map<string, FileUpload[]>} awaited
     */
    async #take(drop, { path, file: given, handle }, number, awaited) {
        const file = given instanceof File ? given : await given.getFile();
        const source = handle === null ? null : drop.handles[handle] ?? null;
        if (this.#reattach(file, path, source, awaited)) {
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
        }, file);
        const bad = path.split('/').map(fault).find(reason => reason !== null);
        if (bad) {
            upload.become('failed', { key: `name.${bad}` });
        } else {
            upload.become('waiting');
            this.#enqueue(upload);
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
        if (file === null && handle !== null) {
            this.#enqueue(upload);
        }
        return upload;
    }

    /** Uploads whose file has to be chosen again, by its name. */
    #awaited() {
        /** @type {Map<string, FileUpload[]>} */
        const awaited = new Map();
        for (const upload of this.#uploads.values()) {
            if (upload.state === 'interrupted') {
                const name = nameOf(upload.path);
                awaited.set(name, [...awaited.get(name) ?? [], upload]);
            }
        }
        return awaited;
    }

    /**
     * Gives a file to an interrupted upload that waits for it.
     *
     * @param {File} file
     * @param {string} path
     * @param {FileSystemHandle | null} handle
     * @param {Map<string, FileUpload[]>} awaited
     */
    #reattach(file, path, handle, awaited) {
        const upload = awaited.get(nameOf(path))?.find(other => other.state === 'interrupted'
            && (other.takesChanged || other.size === file.size && other.lastModified === file.lastModified)
            && (other.path === path || other.path.endsWith(`/${path}`)));
        if (!upload) {
            return false;
        }
        if (upload.takesChanged) {
            upload.adopt(file);
            upload.takesChanged = false;
        }
        upload.source.replace(file, handle, path);
        upload.wish = 'go';
        upload.become('waiting');
        this.#enqueue(upload);
        return true;
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
            this.#enqueue(upload);
        } catch (failure) {
            this.#settle(upload, /** @type {Error} */ (failure));
        }
    }

    // ---- what is next

    /** @param {FileUpload} upload */
    #enqueue(upload) {
        (upload.isSmall ? this.#smallOnes : this.#largerOnes).push(upload);
    }

    #schedule() {
        this.#bundles.run();
        this.#streams.run();
    }

    /** Begins the next bundle of small files, if any wait. */
    #beginBundle() {
        const uploads = this.#nextBundle();
        return uploads.length > 0 ? this.#sendBundle(uploads) : null;
    }

    /** Begins the next larger file, if any waits. */
    #beginStream() {
        const upload = this.#nextLarger();
        return upload ? this.#sendOne(upload) : null;
    }

    /** Waiting small files of one drop. */
    #nextBundle() {
        /** @type {FileUpload[]} */
        const uploads = [];
        let bytes = 0;
        while (!this.#isHalted && this.#smallOnes.length > 0 && uploads.length < BUNDLE_FILES) {
            const upload = this.#smallOnes[0];
            const isNext = upload.state === 'waiting' && upload.work === null;
            if (isNext && uploads.length > 0) {
                const fits = upload.drop === uploads[0].drop && bytes + upload.size <= BUNDLE_BYTES;
                if (!fits) {
                    break;
                }
            }
            this.#smallOnes.shift();
            if (isNext && !uploads.includes(upload)) {
                uploads.push(upload);
                bytes += upload.size;
            }
        }
        return uploads;
    }

    #nextLarger() {
        while (!this.#isHalted && this.#largerOnes.length > 0) {
            const upload = this.#largerOnes.shift();
            if (upload?.state === 'waiting' && upload.work === null) {
                return upload;
            }
        }
        return null;
    }

    // ---- what is under way

    /** @param {FileUpload[]} uploads */
    #sendBundle(uploads) {
        const work = new AbortController();
        const signal = AbortSignal.any([work.signal, this.#life]);
        uploads.forEach(upload => upload.work = work);
        /** @type {Set<FileUpload>} */
        const open = new Set(uploads);
        const bundle = new Bundle(uploads, this.#works, (upload, outcome) => {
            open.delete(upload);
            this.#ended(upload, outcome);
        }, signal);
        const read = bundle.read();
        const sent = read.then(() => bundle.send()).catch(failure => {
            open.forEach(upload => this.#ended(upload, failure));
        }).finally(() => bundle.release());
        return { read: read.catch(() => {}), sent };
    }

    /** @param {FileUpload} upload */
    #sendOne(upload) {
        const work = new AbortController();
        upload.work = work;
        const stream = new StreamedUpload(upload, this.#works, AbortSignal.any([work.signal, this.#life]));
        const sent = stream.run().then(
            outcome => this.#ended(upload, outcome),
            failure => this.#ended(upload, failure),
        );
        return { read: stream.wasRead, sent };
    }

    /**
     * @param {FileUpload} upload
     * @param {'done' | 'identical' | 'missing' | Error} outcome
     */
    #ended(upload, outcome) {
        upload.rest();
        if (outcome === 'done' || outcome === 'identical') {
            this.#finish(upload, outcome);
        } else if (this.#life.aborted) {
            upload.become('paused');
        } else if (upload.wish === 'cancel') {
            this.#discard(upload);
        } else if (upload.wish === 'pause') {
            upload.become('paused');
        } else if (outcome === 'missing') {
            this.#restart(upload, { key: 'notTaken' });
        } else {
            this.#settle(upload, outcome);
        }
        this.#schedule();
    }

    /**
     * Decides what a failure means for an upload.
     *
     * @param {FileUpload} upload
     * @param {Error} failure
     */
    #settle(upload, failure) {
        if (failure instanceof Interrupted) {
            upload.become('waiting');
            this.#enqueue(upload);
        } else if (failure instanceof SignedOut) {
            this.#halt(upload);
        } else if (failure instanceof Undecided) {
            this.#ask(upload);
        } else if (failure instanceof NameTaken) {
            upload.placeAgain();
            this.#restart(upload, { key: 'nameTaken' });
        } else if (failure instanceof UploadLost) {
            upload.loseSession();
            this.#restart(upload, { key: 'notTaken' });
        } else if (failure instanceof FileNeeded) {
            upload.become('interrupted', { key: 'chooseAgain' });
        } else if (failure instanceof PermissionNeeded) {
            upload.become('interrupted', { key: 'allowAgain' });
        } else {
            upload.become('failed', reasonOf(failure));
        }
    }

    /**
     * @param {FileUpload} upload
     * @param {Reason} otherwise why it fails, when it has begun anew often enough
     */
    #restart(upload, otherwise) {
        if (upload.restarts++ < MOST_RESTARTS) {
            upload.become('waiting');
            this.#enqueue(upload);
        } else {
            upload.become('failed', otherwise);
        }
    }

    /** @param {FileUpload} upload */
    #halt(upload) {
        upload.become('waiting');
        this.#enqueue(upload);
        if (!this.#isHalted) {
            this.#isHalted = true;
            this.#events.onSignedOut();
        }
    }

    /** @param {FileUpload} upload */
    #ask(upload) {
        const { answer } = upload.drop;
        upload.become('asking');
        if (answer === 'skip' || answer === 'both') {
            this.#decide(upload, answer);
        } else {
            this.#events.onUndecided(upload);
        }
    }

    /**
     * @param {FileUpload} upload
     * @param {Decision} decision
     */
    #decide(upload, decision) {
        if (decision === 'skip') {
            this.#finish(upload, 'skipped');
            return;
        }
        upload.decide(decision);
        upload.become('waiting');
        this.#enqueue(upload);
    }

    // ---- the end

    /**
     * @param {FileUpload} upload
     * @param {'done' | 'identical' | 'skipped'} state
     */
    #finish(upload, state) {
        upload.become(state, state === 'done' ? upload.reason : null);
        this.#close(upload);
    }

    /** @param {FileUpload} upload */
    #discard(upload) {
        this.#close(upload);
        this.#remove(upload);
    }

    /** @param {FileUpload} upload that needs its upload no longer, nor its place in the journal */
    #close(upload) {
        const session = upload.ownSession;
        if (session) {
            this.#works.underWay(upload.drop.namespaceId).removeAll(session);
            session.end().catch(() => {}); // the server ends it some days later
        }
        upload.progress = null;
        upload.packs.clear();
        upload.drop.files.delete(upload.number);
        this.#finished.push(upload);
        this.#endIfFinished(upload.drop);
    }

    /** @param {FileUpload} upload */
    #remove(upload) {
        this.#uploads.delete(upload.id);
        this.#events.onRemove(upload);
    }

    /** @param {Drop} drop */
    #endIfFinished(drop) {
        if (drop.isClosed && drop.files.size === 0 && this.#drops.delete(drop.id)) {
            this.#works.underWay(drop.namespaceId).removeAll(drop.session);
            drop.end().catch(() => {}); // the server ends it some days later
        }
    }
}

/**
 * @param {Error} failure
 * @returns {Reason}
 */
function reasonOf(failure) {
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
