// @ts-check

/** @typedef {import('../content/chunk-list.js').ChunkList} ChunkList */
/** @typedef {import('../upload/file-upload.js').Reason} Reason */

/** @typedef {'waiting' | 'downloading' | 'finishing' | 'paused' | 'done' | 'failed'} DownloadState */

/**
 * A version of a file that a person wants.
 *
 * @typedef {object} Wanted
 * @property {string} folderId
 * @property {string} fileId
 * @property {string} [versionId] the newest where there is none
 * @property {string} name
 * @property {number} size bytes
 */

/** One file on its way down, into a file that the person has chosen. */
export class FileDownload {
    #handle;
    #onChange;
    /** @type {DownloadState} */
    #state = 'waiting';
    /** @type {Promise<FileSystemWritableFileStream> | null} */
    #writer = null;
    #doneBytes = 0;
    /** @type {Set<number>} chunks that are written */
    #written = new Set();

    id = crypto.randomUUID();
    /** @type {Reason | null} */
    reason = null;
    /** @type {'go' | 'pause' | 'cancel'} what the person wants */
    wish = 'go';
    /** @type {AbortController | null} ends what is being done about it; null when nothing is */
    work = null;
    /** @type {{versionId: string, chunks: ChunkList, positions: Float64Array} | null} */
    content = null;
    /** Bytes that came over the line, in their stored form. */
    receivedBytes = 0;

    /**
     * @param {Wanted} wanted
     * @param {FileSystemFileHandle} handle where it goes
     * @param {(download: FileDownload) => void} onChange is called when its state changes
     */
    constructor(wanted, handle, onChange) {
        this.wanted = wanted;
        this.#handle = handle;
        this.#onChange = onChange;
    }

    get state() {
        return this.#state;
    }

    /**
     * @param {DownloadState} state
     * @param {Reason | null} [reason]
     */
    become(state, reason = null) {
        this.#state = state;
        this.reason = reason;
        this.#onChange(this);
    }

    get isFinished() {
        return this.#state === 'done';
    }

    /** Whether it will go on by itself, or is going on. */
    get isActive() {
        return ['waiting', 'downloading', 'finishing'].includes(this.#state);
    }

    get size() {
        return this.content?.chunks.size ?? this.wanted.size;
    }

    /** Bytes of the file that are written. */
    get doneBytes() {
        return this.#doneBytes;
    }

    /** Indexes of the chunks that are not written yet, ascending. */
    get lacking() {
        const count = this.content?.chunks.count ?? 0;
        return Array.from({ length: count }, (_, i) => i).filter(i => !this.#written.has(i));
    }

    /** @param {number} index of a chunk */
    isWritten(index) {
        return this.#written.has(index);
    }

    /**
     * Writes bytes of the file; they may come in any order.
     *
     * @param {number} position
     * @param {Uint8Array<ArrayBuffer>} data
     * @param {number[]} indexes of the chunks that these are
     */
    async write(position, data, indexes) {
        this.#writer ??= this.#handle.createWritable();
        await (await this.#writer).write({ type: 'write', position, data });
        for (const index of indexes.filter(i => !this.#written.has(i))) {
            this.#written.add(index);
            this.#doneBytes += this.content?.chunks.lengthOf(index) ?? 0;
        }
    }

    /** Brings what was written into the file that the person has chosen. Until then it stays as it was. */
    async close() {
        this.#writer ??= this.#handle.createWritable();
        await (await this.#writer).close();
        this.#writer = null;
    }

    /** Throws away what was written. */
    async discard() {
        const writer = this.#writer;
        this.#writer = null;
        this.#written.clear();
        this.#doneBytes = 0;
        await (await writer)?.abort();
    }
}
