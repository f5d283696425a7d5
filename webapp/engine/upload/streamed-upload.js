// @ts-check
import { ChunkList } from '../content/chunk-list.js';
import { ChunkSizes } from '../content/chunk-sizes.js';
import { fingerprintOf, hex } from '../content/fingerprint.js';
import { readManifest } from '../content/manifest-form.js';
import { abortable } from '../wire/abortable.js';
import { ChunkProgress } from './chunk-progress.js';
import { outcomeOf } from './commit-outcome.js';
import { parentOf } from './existing-entries.js';
import { Undecided } from './file-upload.js';
import { FileChanged, read } from './file-source.js';
import { held, windowsOf } from './file-windows.js';
import { Packer } from './packer.js';
import { partsOf } from './parts.js';

/** @typedef {import('./chunks-under-way.js').ChunkUnderWay} ChunkUnderWay */
/** @typedef {import('./file-upload.js').FileUpload} FileUpload */
/** @typedef {import('./file-windows.js').FileWindow} FileWindow */
/** @typedef {import('./pack.js').Pack} Pack */
/** @typedef {import('./parts.js').PlainChunk} PlainChunk */
/** @typedef {import('./upload-session.js').UploadSession} UploadSession */
/** @typedef {import('./works.js').Works} Works */

/** How often a file is looked through again for chunks that the server turns out to lack. */
const MOST_ROUNDS = 5;

/** The server keeps lacking what was sent to it. */
export class ChunksNotTaken extends Error {
    constructor() {
        super('The server keeps lacking what was sent');
        this.name = 'ChunksNotTaken';
    }
}

/**
 * Sends one file of 1 MiB or more: reads it once, from the first byte to the last, and sends what
 * the server lacks in packs of its own while it reads on.
 *
 * It goes on where `upload.progress` says; so a pause, a reload and a failure are all the same to
 * it.
 */
export class StreamedUpload {
    #upload;
    #works;
    #stop = new AbortController();
    #signal;
    #wasRead = Promise.withResolvers();
    /** @type {Packer | null} */
    #packer = null;
    /** @type {Promise<{sizes: ChunkSizes, chunks: ChunkList} | null> | undefined} */
    #baseManifest;
    /** @type {Set<UploadSession>} uploads that hold chunks of this file */
    #sessions = new Set();
    /** @type {Promise<void>[]} chunks that are sent with something else */
    #elsewhere = [];
    /** @type {Promise<void>[]} windows that are being asked about and packed, in their order */
    #windows = [];

    /**
     * @param {FileUpload} upload
     * @param {Works} works
     * @param {AbortSignal} signal
     */
    constructor(upload, works, signal) {
        this.#upload = upload;
        this.#works = works;
        this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    }

    /** Resolves when the file has been read, or is not going to be: the next one may be. */
    get wasRead() {
        return this.#wasRead.promise;
    }

    /**
     * @returns {Promise<'done' | 'identical'>}
     * @throws {Undecided} if the person has to decide first
     * @throws the signal's reason, when it is aborted; then it can be run again
     */
    async run() {
        try {
            return await this.#run();
        } catch (failure) {
            this.#stop.abort(failure); // ends everything that it has begun
            throw this.#signal.reason;
        } finally {
            this.#packer?.abandon(this.#signal.reason);
            await Promise.allSettled(this.#windows); // nothing touches the progress after this
            this.#wasRead.resolve(undefined);
        }
    }

    async #run() {
        this.#upload.become('checking');
        const file = await this.#upload.open();
        await this.#upload.place();
        const progress = await this.#begin(file);
        if (this.#upload.isUndecided) {
            if (await this.#isIdentical(file, progress)) {
                return 'identical';
            }
            throw new Undecided();
        }
        for (let round = 0; round < MOST_ROUNDS; round++) {
            this.#packer = this.#newPacker(file, progress);
            await this.#sendLacking(file, progress);
            await this.#readOn(file, progress);
            await this.#packer.flush();
            this.#wasRead.resolve(undefined);
            await abortable(Promise.all([this.#packer.finished(), ...this.#elsewhere]), this.#signal);
            const outcome = progress.isComplete ? await this.#commit(file, progress) : 'missing';
            if (outcome !== 'missing') {
                return outcome;
            }
        }
        throw new ChunksNotTaken();
    }

    /**
     * Finds out how the file is cut, and what is known about it from before.
     *
     * @param {File} file
     * @returns {Promise<ChunkProgress>}
     */
    async #begin(file) {
        if (this.#upload.progress !== null) {
            return this.#upload.progress;
        }
        const { record } = this.#upload;
        const restored = record.average !== null && record.uploadId !== null
            ? await this.#restored(record.average, record.uploadId)
            : null;
        const progress = restored ?? new ChunkProgress(await this.#sizes(file));
        record.average = progress.sizes.average;
        this.#upload.progress = progress;
        return progress;
    }

    /**
     * What the journal says about it.
     *
     * @param {number} average
     * @param {string} uploadId
     */
    async #restored(average, uploadId) {
        const { drop, number } = this.#upload.record;
        const { windows, packs } = await this.#works.journal.progress(drop, number, uploadId);
        const progress = new ChunkProgress(new ChunkSizes(average));
        for (const { first, chunks, lacking } of windows) {
            if (first === progress.chunks.count) {
                progress.chunks.addAll(chunks);
                lacking.forEach(index => progress.lack(index));
            }
        }
        this.#upload.packs = new Map(packs.map(({ pack, indexes }) => [pack, indexes]));
        this.#upload.journaled = progress.chunks.count;
        return progress;
    }

    /**
     * A new version is cut like the one before, or nothing would be found to be equal.
     *
     * @param {File} file
     */
    async #sizes(file) {
        const base = await this.#base();
        return base ? base.sizes.forNextVersion(file.size) : ChunkSizes.forFile(file.size);
    }

    /** The manifest of the file that is there; null if none is. */
    #base() {
        this.#baseManifest ??= this.#readBase();
        return this.#baseManifest;
    }

    async #readBase() {
        const { existing } = this.#upload;
        if (!existing?.fileId || !existing.versionId || !existing.folderId) {
            return null;
        }
        const { folderId, fileId, versionId } = existing;
        return readManifest(await this.#works.api.manifest(folderId, fileId, versionId, this.#signal));
    }

    // ---- comparing with the file that is there

    /**
     * Reads on for as long as the file is the same as the one that is there.
     *
     * @param {File} file
     * @param {ChunkProgress} progress left with the chunks that both share from the start on
     */
    async #isIdentical(file, progress) {
        const base = await this.#base();
        const { chunks, sizes } = progress;
        if (base === null || base.sizes.average !== sizes.average) {
            return false;
        }
        for await (const window of this.#read(file, progress)) {
            let same = chunks.count;
            window.chunks.forEach((bytes, i) => chunks.add(window.fingerprints[i], bytes.length));
            window.release();
            while (chunks.agreesAt(same, base.chunks)) {
                same++;
            }
            if (same < chunks.count) {
                chunks.truncate(same);
                return false;
            }
        }
        await this.#upload.source.verify(file);
        return await chunks.versionFingerprint(sizes) === this.#upload.existing?.fingerprint;
    }

    // ---- reading and sending

    /**
     * @param {File} file
     * @param {ChunkProgress} progress
     */
    async #readOn(file, progress) {
        await this.#journalStart(progress);
        for await (const window of this.#read(file, progress)) {
            const processing = this.#process(window, progress, this.#windows.at(-1));
            processing.catch(failure => this.#stop.abort(failure));
            this.#windows.push(processing);
        }
        await this.#windows.at(-1);
    }

    /**
     * @param {File} file
     * @param {ChunkProgress} progress
     */
    #read(file, { chunks, sizes }) {
        const { budget, packSize } = this.#works;
        return windowsOf(file, chunks.size, sizes, () => packSize.bytes, budget, this.#signal);
    }

    /**
     * Asks what of a window is missing, while the windows before are still being packed, and packs
     * it when they are.
     *
     * @param {FileWindow} window
     * @param {ChunkProgress} progress
     * @param {Promise<void> | undefined} previous the window before
     */
    async #process({ start, chunks, fingerprints, release }, progress, previous) {
        try {
            const list = new ChunkList();
            chunks.forEach((bytes, i) => list.add(fingerprints[i], bytes.length));
            const entries = list.entries(0, list.count);
            const [missing] = await Promise.all([this.#upload.session.missing(entries, this.#signal), previous]);
            this.#signal.throwIfAborted();
            const first = progress.chunks.count;
            progress.chunks.addAll(entries);
            missing.forEach(i => progress.lack(first + i));
            await this.#journalWindow(first, entries, [...missing].map(i => first + i));
            const positions = list.positions();
            const lacking = [...missing].map(i => ({
                index: first + i,
                fingerprint: list.nameOf(i),
                bytes: chunks[i],
                position: start + positions[i],
            }));
            await this.#pack(lacking, progress);
        } finally {
            release();
        }
    }

    /**
     * Sends the chunks that were cut before, and have not arrived.
     *
     * @param {File} file
     * @param {ChunkProgress} progress
     */
    async #sendLacking(file, progress) {
        if (progress.isComplete) {
            return;
        }
        await this.#findArrived(progress);
        const positions = progress.chunks.positions();
        const largest = Math.max(this.#works.packSize.bytes, progress.sizes.maximum);
        for (const { first, last } of runs(progress.lacking, positions, largest)) {
            const from = positions[first];
            const { buffer, release } = await held(file, from, positions[last + 1], this.#works.budget, this.#signal);
            try {
                const chunks = await Promise.all(Array.from({ length: last + 1 - first }, async (_, i) => {
                    const index = first + i;
                    const position = positions[index];
                    const bytes = new Uint8Array(buffer, position - from, progress.chunks.lengthOf(index));
                    return { index, fingerprint: hex(await fingerprintOf(bytes)), bytes, position };
                }));
                if (chunks.some(({ index, fingerprint }) => fingerprint !== progress.chunks.nameOf(index))) {
                    throw new FileChanged();
                }
                await this.#pack(chunks, progress);
            } finally {
                release();
            }
        }
    }

    /**
     * Asks the server which of the chunks that are lacking it has by now.
     *
     * @param {ChunkProgress} progress
     */
    async #findArrived(progress) {
        const stored = await this.#upload.session.storedPacks(this.#signal);
        for (const [pack, indexes] of this.#upload.packs) {
            if (stored.has(pack)) {
                indexes.forEach(index => progress.arrived(index));
            }
        }
        const { lacking } = progress;
        const entries = new ChunkList();
        lacking.forEach(index => entries.addAll(progress.chunks.entries(index, index + 1)));
        const missing = await this.#upload.session.missing(entries.entries(0, entries.count), this.#signal);
        lacking.forEach((index, i) => missing.has(i) || progress.arrived(index));
    }

    /**
     * @param {PlainChunk[]} chunks that the server lacks
     * @param {ChunkProgress} progress
     */
    async #pack(chunks, progress) {
        const { compressors } = this.#works;
        const underWay = this.#works.underWay(this.#upload.drop.namespaceId);
        const names = new Set();
        const own = chunks.filter(({ fingerprint }) => {
            const isFirst = !underWay.find(fingerprint) && !names.has(fingerprint);
            names.add(fingerprint);
            return isFirst;
        });
        const parts = await partsOf(own, compressors);
        await this.#packer?.add(parts);
        const indexes = new Set(own.map(({ index }) => index));
        for (const { index, fingerprint } of chunks) {
            const other = indexes.has(index) ? undefined : underWay.find(fingerprint);
            if (other) {
                this.#elsewhere.push(this.#await(other, index, progress));
            }
        }
    }

    /**
     * Waits for a chunk that is sent with something else. If that fails it stays lacking.
     *
     * @param {ChunkUnderWay} other
     * @param {number} index
     * @param {ChunkProgress} progress
     */
    async #await(other, index, progress) {
        try {
            await other.stored;
            progress.arrived(index);
            this.#sessions.add(other.session);
        } catch {
            // the next round sends it
        }
    }

    /**
     * @param {File} file
     * @param {ChunkProgress} progress
     */
    #newPacker(file, progress) {
        const upload = this.#upload;
        const { sender, budget, packSize, journal } = this.#works;
        return new Packer({
            sender,
            budget,
            underWay: this.#works.underWay(upload.drop.namespaceId),
            session: upload.session,
            file,
            packSize: () => packSize.bytes,
            onMade: async ({ offer, indexes }) => {
                upload.become('uploading');
                upload.packs.set(offer.pack, indexes);
                if (upload.isLarge) {
                    const { drop, number } = upload.record;
                    await journal.addPack(drop, number, await upload.session.id(), { pack: offer.pack, indexes });
                }
            },
            onProgress: ({ offer, plainBytes }, sent) => {
                upload.flies(offer.pack, plainBytes * sent / offer.size);
            },
            onStored: ({ offer, indexes }) => {
                indexes.forEach(index => progress.arrived(index));
                upload.lands(offer.pack);
                upload.sentBytes += offer.size;
            },
            onFailed: failure => this.#stop.abort(failure),
            check: async () => {
                await read(file, 0, 1);
            },
            signal: this.#signal,
        });
    }

    // ---- the journal

    /**
     * Writes down what was cut before anything had to be sent.
     *
     * @param {ChunkProgress} progress
     */
    async #journalStart({ chunks }) {
        const first = this.#upload.journaled;
        if (this.#upload.isLarge) {
            await this.#upload.session.id();
            await this.#works.journal.putFiles([this.#upload.record]);
        }
        if (first < chunks.count) {
            await this.#journalWindow(first, chunks.entries(first, chunks.count), []);
        }
    }

    /**
     * @param {number} first
     * @param {Uint8Array<ArrayBuffer>} chunks
     * @param {number[]} lacking
     */
    async #journalWindow(first, chunks, lacking) {
        if (this.#upload.isLarge) {
            const { drop, number } = this.#upload.record;
            await this.#works.journal.addWindow(drop, number, { first, chunks, lacking });
            this.#upload.journaled = this.#upload.progress?.chunks.count ?? 0;
        }
    }

    // ---- the end

    /**
     * @param {File} file
     * @param {ChunkProgress} progress
     * @returns {Promise<'done' | 'identical' | 'missing'>}
     */
    async #commit(file, progress) {
        const upload = this.#upload;
        await upload.source.verify(file);
        const fingerprint = await progress.chunks.versionFingerprint(progress.sizes);
        if (fingerprint === upload.existing?.fingerprint && upload.record.decision === 'version') {
            return 'identical';
        }
        upload.become('finishing');
        const manifest = { avg: progress.sizes.average, chunks: progress.chunks.toJson() };
        const folder = await upload.drop.folders.at(parentOf(upload.path));
        const sessions = this.#sessions.add(upload.session);
        const committing = this.#works.committer(upload.drop.namespaceId).commit(folder, upload.put(fingerprint, manifest), sessions);
        const result = await abortable(committing, this.#signal);
        result.missing?.forEach(index => progress.lack(index));
        return outcomeOf(upload, result);
    }
}

/**
 * Joins neighbours among chunks.
 *
 * @param {number[]} indexes ascending
 * @param {Float64Array} positions where each chunk of the file starts
 * @param {number} largest most bytes of a run, unless one chunk alone has more
 */
function runs(indexes, positions, largest) {
    /** @type {{first: number, last: number}[]} */
    const runs = [];
    for (const index of indexes) {
        const run = runs.at(-1);
        if (run && run.last + 1 === index && positions[index + 1] - positions[run.first] <= largest) {
            run.last = index;
        } else {
            runs.push({ first: index, last: index });
        }
    }
    return runs;
}
