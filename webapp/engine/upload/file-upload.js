// @ts-check
import { FileChanged } from './file-source.js';

/** @typedef {import('../journal/journal.js').FileRecord} FileRecord */
/** @typedef {import('../wire/api.js').Entry} Entry */
/** @typedef {import('./chunk-progress.js').ChunkProgress} ChunkProgress */
/** @typedef {import('./committer.js').Put} Put */
/** @typedef {import('./drop.js').Decision} Decision */
/** @typedef {import('./drop.js').Drop} Drop */
/** @typedef {import('./file-source.js').FileSource} FileSource */
/** @typedef {import('./upload-session.js').UploadSession} UploadSession */

/**
 * Where an upload is. `asking`: the person has to say what happens to a file that is there;
 * `interrupted`: the person has to choose the file again, or allow it to be read.
 *
 * @typedef {'waiting' | 'checking' | 'uploading' | 'finishing' | 'asking' | 'interrupted' | 'paused'
 *     | 'done' | 'identical' | 'skipped' | 'failed'} UploadState
 */

/**
 * Why an upload is where it is: a key into the texts, or the server's own words.
 *
 * @typedef {{key: string, detail?: string}} Reason
 */

/** Files below this size are bundled. */
const SMALL = 1024 * 1024;

/** Files above this size have an upload of their own, and every step of theirs is written down. */
const LARGE = 16 * 1024 * 1024;

/** A person wants something else than what is being done. */
export class Interrupted extends Error {
    constructor() {
        super('Interrupted');
        this.name = 'Interrupted';
    }
}

/** The person has to decide about a file that is there. */
export class Undecided extends Error {
    constructor() {
        super('A file of this name is there');
        this.name = 'Undecided';
    }
}

/** One file on its way up. */
export class FileUpload {
    #record;
    #source;
    #onChange;
    /** @type {UploadSession | undefined} */
    #ownSession;
    /** @type {Map<number, number>} plain bytes under way, by pack */
    #flying = new Map();

    /** @type {UploadState} */
    #state = 'waiting';
    /** @type {Reason | null} what a person should know about its state */
    reason = null;
    /** @type {Entry | null} what is there under this name */
    existing = null;
    /** @type {ChunkProgress | null} of a file that is not small */
    progress = null;
    /** How many of the chunks in `progress` are written down. */
    journaled = 0;
    /** @type {Map<number, number[]>} chunks of each pack that was made, by its number */
    packs = new Map();
    /** Bytes that went over the line for it, in their stored form. */
    sentBytes = 0;
    /** @type {AbortController | null} ends what is being done about it; null when nothing is */
    work = null;
    /** How often it has begun anew because something was not as expected. */
    restarts = 0;

    /** @type {'go' | 'pause' | 'cancel'} what the person wants */
    wish = 'go';
    /** Whether another file will do in its place, because the one that was chosen has changed. */
    takesChanged = false;

    /**
     * @param {Drop} drop
     * @param {FileRecord} record
     * @param {FileSource} source
     * @param {(upload: FileUpload) => void} onChange is called when its state changes
     */
    constructor(drop, record, source, onChange) {
        this.drop = drop;
        this.#onChange = onChange;
        this.#record = record;
        this.#source = source;
        drop.expect(record.size);
    }

    get id() {
        return `${this.#record.drop}/${this.#record.number}`;
    }

    get number() {
        return this.#record.number;
    }

    get path() {
        return this.#record.path;
    }

    get size() {
        return this.#record.size;
    }

    get lastModified() {
        return this.#record.lastModified;
    }

    get isSmall() {
        return this.size < SMALL;
    }

    get isLarge() {
        return this.size > LARGE;
    }

    get state() {
        return this.#state;
    }

    /**
     * @param {UploadState} state
     * @param {Reason | null} [reason]
     */
    become(state, reason = null) {
        this.#state = state;
        this.reason = reason;
        this.#onChange(this);
    }

    get isFinished() {
        return ['done', 'identical', 'skipped'].includes(this.state);
    }

    /** Whether it will go on by itself, or is going on. */
    get isActive() {
        return ['waiting', 'checking', 'uploading', 'finishing'].includes(this.state);
    }

    get source() {
        return this.#source;
    }

    /** What is written down about it. */
    get record() {
        return this.#record;
    }

    /** Bytes of the file that the server has, or is getting. */
    get doneBytes() {
        if (this.isFinished) {
            return this.size;
        }
        let flying = 0;
        for (const bytes of this.#flying.values()) {
            flying += bytes;
        }
        return Math.min(this.size, (this.progress?.presentBytes ?? 0) + flying);
    }

    /**
     * The file, the same as when its upload began.
     *
     * @throws {FileChanged} and whatever else `FileSource.open` throws
     */
    async open() {
        const file = await this.#source.open();
        if (file.size !== this.size || file.lastModified !== this.lastModified) {
            throw new FileChanged();
        }
        return file;
    }

    /**
     * Begins with the file as it is now: what was known about the older is forgotten.
     *
     * @param {File} file
     */
    adopt(file) {
        this.#record.size = file.size;
        this.#record.lastModified = file.lastModified;
        this.#record.average = null;
        this.progress = null;
        this.journaled = 0;
        this.packs.clear();
    }

    /** The upload that its chunks come with. */
    get session() {
        if (!this.isLarge) {
            return this.drop.session;
        }
        this.#ownSession ??= this.drop.newSession(this.size, this.#record.uploadId, id => this.#record.uploadId = id);
        return this.#ownSession;
    }

    /** Its own upload, if it has begun one. */
    get ownSession() {
        return this.isLarge && (this.#ownSession || this.#record.uploadId !== null) ? this.session : null;
    }

    /** Takes note that its upload is over, and with it everything that it had sent. */
    loseSession() {
        if (!this.isLarge) {
            this.drop.loseSession();
        }
        this.#ownSession = undefined;
        this.#record.uploadId = null;
        this.progress = null;
        this.journaled = 0;
        this.packs.clear();
    }

    // ---- what is there under its name

    /**
     * Finds out where it goes.
     *
     * @throws {Undecided} if only the person can say so; a file that may turn out to be the same
     *     needs no decision yet
     */
    async place() {
        this.existing = await this.drop.existing.at(this.path);
        if (this.existing === null && this.#record.decision !== 'both') {
            this.#record.decision = null;
        }
        const isFile = this.existing?.fileId !== undefined;
        if (this.#record.decision === 'version' && !isFile) {
            this.#record.decision = null;
        }
        if (this.existing !== null && this.#record.decision === null) {
            this.decide(this.drop.answer);
        }
        if (this.#record.decision === 'both') {
            this.#record.name ??= await this.drop.existing.freeName(this.path);
        }
        if (this.isUndecided && (!this.mayBeIdentical || this.drop.answer === 'skip')) {
            throw new Undecided();
        }
    }

    /** Whether the person has to say what happens, unless the file turns out to be the same. */
    get isUndecided() {
        return this.existing !== null && this.#record.decision === null;
    }

    /** Whether it is to stand beside the file that is there. */
    get isCopy() {
        return this.#record.decision === 'both';
    }

    /** Whether the file that is there may have the same content. */
    get mayBeIdentical() {
        return this.existing?.fileId !== undefined && this.existing.metadata.fileSize === this.size;
    }

    /**
     * @param {Decision | null} decision null for none yet; a version of a folder is none
     */
    decide(decision) {
        const isPossible = decision === 'both' || decision === 'version' && this.existing?.fileId !== undefined;
        this.#record.decision = isPossible ? decision : null;
    }

    /** Looks anew what is there under its name, because that has changed. */
    placeAgain() {
        this.drop.existing.forget(this.path);
        this.#record.name = null;
    }

    /**
     * The operation that puts it into its folder.
     *
     * @param {string} fingerprint
     * @param {{avg: number, chunks: [string, number][]}} manifest
     * @returns {Put}
     */
    put(fingerprint, manifest) {
        const isVersion = this.#record.decision === 'version';
        const type = this.#record.type;
        return {
            name: this.#record.name ?? this.path.slice(this.path.lastIndexOf('/') + 1),
            nodeId: isVersion ? this.existing?.fileId : undefined,
            baseVersionId: isVersion ? this.existing?.versionId : undefined,
            size: this.size,
            modifiedTime: time(this.lastModified),
            fileType: /^[!-~]+\/[!-~]+$/.test(type) && type.length <= 127 ? type : undefined,
            executable: false,
            fingerprint,
            manifest,
            exact: !isVersion,
        };
    }

    // ---- how far it has come

    /**
     * @param {number} pack
     * @param {number} bytes plain bytes of this file that are sent with the pack
     */
    flies(pack, bytes) {
        this.#flying.set(pack, bytes);
    }

    /** @param {number} pack that has landed, or will not */
    lands(pack) {
        this.#flying.delete(pack);
    }

    /** Takes note that nothing is being done about it any more. */
    rest() {
        this.#flying.clear();
        this.work = null;
    }
}

/**
 * A time as the server takes it, which knows the years 1677 to 2262.
 *
 * @param {number} milliseconds since 1970
 */
function time(milliseconds) {
    const limit = 9.2e12;
    return new Date(Math.max(-limit, Math.min(limit, milliseconds))).toISOString();
}
