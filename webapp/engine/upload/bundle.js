// @ts-check
import { ChunkList } from '../content/chunk-list.js';
import { ChunkSizes } from '../content/chunk-sizes.js';
import { Chunker } from '../content/chunker.js';
import { fingerprintOf } from '../content/fingerprint.js';
import { readManifest } from '../content/manifest-form.js';
import { abortable } from '../wire/abortable.js';
import { outcomeOf } from './commit-outcome.js';
import { parentOf } from './existing-entries.js';
import { Undecided } from './file-upload.js';
import { held } from './file-windows.js';
import { Packer } from './packer.js';
import { partsOf } from './parts.js';

/** @typedef {import('./drop.js').Drop} Drop */
/** @typedef {import('./file-upload.js').FileUpload} FileUpload */
/** @typedef {import('./pack.js').Pack} Pack */
/** @typedef {import('./parts.js').PlainChunk} PlainChunk */
/** @typedef {import('./upload-session.js').UploadSession} UploadSession */
/** @typedef {import('./works.js').Works} Works */

/** Bytes of files that go together. */
export const BUNDLE_BYTES = 16 * 1024 * 1024;

/** Files that go together. */
export const BUNDLE_FILES = 1000;

/** Files that are opened at the same time. */
const AT_ONCE = 16;

/**
 * A small file that is read and cut.
 *
 * @typedef {object} CutFile
 * @property {FileUpload} upload
 * @property {File} file
 * @property {ChunkSizes} sizes
 * @property {ChunkList} list
 * @property {Uint8Array<ArrayBuffer>[]} chunks
 * @property {string} fingerprint of the version
 */

/**
 * What came of a file of a bundle.
 *
 * @callback Settle
 * @param {FileUpload} upload
 * @param {'done' | 'identical' | 'missing' | Error} outcome
 */

/**
 * Small files of one drop that go together: one question, one pack and one commit for all of them.
 *
 * A file that cannot be read, or is refused, does not stop the others.
 */
export class Bundle {
    #uploads;
    #works;
    #drop;
    #settle;
    #stop = new AbortController();
    #signal;
    /** @type {CutFile[]} */
    #files = [];
    /** @type {(() => void)[]} give the memory of files back */
    #held = [];

    /**
     * @param {FileUpload[]} uploads 1 to 1,000 files of one drop, each below 1 MiB
     * @param {Works} works
     * @param {Settle} settle called once for every file, unless the bundle fails as a whole
     * @param {AbortSignal} signal
     */
    constructor(uploads, works, settle, signal) {
        this.#uploads = uploads;
        this.#drop = uploads[0].drop;
        this.#works = works;
        this.#settle = settle;
        this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    }

    /** Reads and cuts the files. */
    async read() {
        const waiting = this.#uploads.values();
        const readers = Array.from({ length: AT_ONCE }, async () => {
            for (const upload of waiting) {
                await this.#readOne(upload);
            }
        });
        await Promise.all(readers);
        this.#signal.throwIfAborted();
    }

    /** Sends what the server lacks of them, and puts them into their folders. */
    async send() {
        try {
            if (this.#files.length > 0) {
                const sessions = await this.#sendChunks();
                await Promise.all(this.#files.map(file => this.#commit(file, sessions)));
            }
        } catch (failure) {
            this.#stop.abort(failure); // ends everything that it has begun
            throw this.#signal.reason;
        }
    }

    /** Gives the memory back; to be called at the end, whatever happened. */
    release() {
        this.#held.splice(0).forEach(release => release());
    }

    // ---- reading

    /** @param {FileUpload} upload */
    async #readOne(upload) {
        try {
            this.#signal.throwIfAborted();
            upload.become('checking');
            const file = await upload.open();
            await upload.place();
            const cut = await this.#cut(upload, file);
            if (cut.fingerprint === upload.existing?.fingerprint && !upload.isCopy) {
                this.#settle(upload, 'identical');
            } else if (upload.isUndecided) {
                this.#settle(upload, new Undecided());
            } else {
                this.#files.push(cut);
            }
        } catch (failure) {
            if (!this.#signal.aborted) {
                this.#settle(upload, /** @type {Error} */ (failure));
            }
        }
    }

    /**
     * @param {FileUpload} upload
     * @param {File} file
     * @returns {Promise<CutFile>}
     */
    async #cut(upload, file) {
        const { buffer, release } = await held(file, 0, file.size, this.#works.budget, this.#signal);
        this.#held.push(release);
        const sizes = ChunkSizes.forFile(file.size);
        const { list, chunks } = await cut(buffer, sizes);
        const fingerprint = await list.versionFingerprint(sizes);
        const base = upload.mayBeIdentical && fingerprint !== upload.existing?.fingerprint
            ? await this.#baseSizes(upload)
            : sizes;
        if (base.average === sizes.average) {
            return { upload, file, sizes, list, chunks, fingerprint };
        }
        // the file that is there was larger once: only the same cut can tell whether they differ
        const again = await cut(buffer, base);
        return { upload, file, sizes: base, ...again, fingerprint: await again.list.versionFingerprint(base) };
    }

    /** @param {FileUpload} upload */
    async #baseSizes({ existing, size }) {
        const { folderId = '', fileId = '', versionId = '' } = existing ?? {};
        const base = readManifest(await this.#works.api.manifest(folderId, fileId, versionId, this.#signal));
        return base.sizes.forNextVersion(size);
    }

    // ---- sending

    /** @returns {Promise<Set<UploadSession>>} the uploads that hold the files' chunks */
    async #sendChunks() {
        const { session } = this.#drop;
        const all = new ChunkList();
        const chunks = this.#files.flatMap(file => {
            const first = all.count;
            all.addAll(file.list.entries(0, file.list.count));
            return file.chunks.map((bytes, i) => ({ index: first + i, bytes, owner: file.upload }));
        });
        const sessions = new Set([session]);
        if (chunks.length === 0) {
            return sessions;
        }
        const missing = await session.missing(all.entries(0, all.count), this.#signal);
        const underWay = this.#works.underWay(this.#drop.namespaceId);
        const names = new Set();
        const elsewhere = [];
        /** @type {PlainChunk[]} */
        const own = [];
        for (const index of missing) {
            const fingerprint = all.nameOf(index);
            const other = underWay.find(fingerprint);
            if (other) {
                sessions.add(other.session);
                elsewhere.push(other.stored.catch(() => {})); // the commit will tell
            } else if (!names.has(fingerprint)) {
                names.add(fingerprint);
                own.push({ index, fingerprint, bytes: chunks[index].bytes, position: 0 });
            }
        }
        const packer = this.#newPacker(chunks.map(({ owner }) => owner));
        try {
            await packer.add(await partsOf(own, this.#works.compressors));
            await packer.flush();
            this.release(); // the packs have copies
            await abortable(Promise.all([packer.finished(), ...elsewhere]), this.#signal);
        } finally {
            packer.abandon(this.#signal.reason);
        }
        return sessions;
    }

    /** @param {FileUpload[]} owners of each chunk, by its index */
    #newPacker(owners) {
        const works = this.#works;
        /** @param {Pack} pack */
        const ownersOf = pack => new Set(pack.indexes.map(index => owners[index]));
        return new Packer({
            sender: works.sender,
            budget: works.budget,
            underWay: works.underWay(this.#drop.namespaceId),
            session: this.#drop.session,
            file: null,
            packSize: () => BUNDLE_BYTES,
            onMade: async pack => ownersOf(pack).forEach(upload => upload.become('uploading')),
            onProgress: (pack, sent) => {
                ownersOf(pack).forEach(upload => upload.flies(pack.offer.pack, upload.size * sent / pack.offer.size));
            },
            onStored: pack => pack.indexes.forEach((index, i) => {
                owners[index].sentBytes += pack.offer.chunks[i].storedSize;
            }),
            onFailed: failure => this.#stop.abort(failure),
            check: async () => {}, // the bytes are in memory
            signal: this.#signal,
        });
    }

    // ---- the end

    /**
     * @param {CutFile} cutFile
     * @param {Set<UploadSession>} sessions
     */
    async #commit({ upload, file, list, sizes, fingerprint }, sessions) {
        try {
            await upload.source.verify(file);
            this.#signal.throwIfAborted();
            upload.become('finishing');
            const folder = await this.#drop.folders.at(parentOf(upload.path));
            const put = upload.put(fingerprint, { avg: sizes.average, chunks: list.toJson() });
            const committer = this.#works.committer(this.#drop.namespaceId);
            this.#settle(upload, outcomeOf(upload, await abortable(committer.commit(folder, put, sessions), this.#signal)));
        } catch (failure) {
            if (this.#signal.aborted) {
                throw failure;
            }
            this.#settle(upload, /** @type {Error} */ (failure));
        }
    }
}

/**
 * @param {ArrayBuffer} buffer a whole file
 * @param {ChunkSizes} sizes
 */
async function cut(buffer, sizes) {
    const chunker = await Chunker.of(sizes);
    const cuts = chunker.cuts(buffer, true);
    const chunks = cuts.map((end, i) => new Uint8Array(buffer, cuts[i - 1] ?? 0, end - (cuts[i - 1] ?? 0)));
    const fingerprints = await Promise.all(chunks.map(fingerprintOf));
    const list = new ChunkList();
    chunks.forEach((bytes, i) => list.add(fingerprints[i], bytes.length));
    return { list, chunks };
}
