// @ts-check
import { gunzip } from '../content/compression.js';
import { fingerprintOf, hex } from '../content/fingerprint.js';
import { readManifest } from '../content/manifest-form.js';
import { BackOff, pause } from '../wire/back-off.js';
import { Unreachable } from '../wire/problem.js';
import { get, isOver } from '../wire/store.js';

/** @typedef {import('../upload/budget.js').Budget} Budget */
/** @typedef {import('../upload/slots.js').Slots} Slots */
/** @typedef {import('../wire/api.js').Api} Api */
/** @typedef {import('../wire/api.js').Extent} Extent */
/** @typedef {import('../wire/api.js').FetchedChunk} FetchedChunk */
/** @typedef {import('../wire/store.js').SignedRequest} SignedRequest */
/** @typedef {import('../wire/troubles.js').Troubles} Troubles */
/** @typedef {import('./file-download.js').FileDownload} FileDownload */

const MEBIBYTE = 1024 * 1024;

/** Bytes of a file that signed URLs are asked for at once: little enough that none gets too old. */
const WINDOW = 64 * MEBIBYTE;

/** Runs of a pack that are fetched side by side at most; `Slots` decides how many really. */
const READERS = 6;

/** Bytes that are fetched at once from the content endpoint. */
const LONGEST_RANGE = 8 * MEBIBYTE;

/** How often in a row nothing may come of looking for what is still lacking. */
const MOST_VAIN_ROUNDS = 4;

/** What came is not what was stored, time and again. */
export class Damaged extends Error {
    constructor() {
        super('The stored data is damaged');
        this.name = 'Damaged';
    }
}

/**
 * What a download works with.
 *
 * @typedef {object} DownloadWorks
 * @property {Api} api
 * @property {Slots} slots
 * @property {Budget} budget
 * @property {Troubles} troubles
 */

/**
 * Fetches one file in runs of packs, several at a time and straight from the store, and writes each
 * chunk to its place once its fingerprint is found right.
 *
 * What cannot be decoded here (zstd, which desktops write) is fetched from the content endpoint,
 * which decodes it.
 */
export class StreamedDownload {
    #download;
    #works;
    #signal;
    /** @type {SignedRequest | null} */
    #contentUrl = null;

    /**
     * @param {FileDownload} download
     * @param {DownloadWorks} works
     * @param {AbortSignal} signal
     */
    constructor(download, works, signal) {
        this.#download = download;
        this.#works = works;
        this.#signal = signal;
    }

    /**
     * Goes on where an earlier run was aborted.
     *
     * @throws {Damaged}
     * @throws the signal's reason, when it is aborted
     */
    async run() {
        const download = this.#download;
        download.become('downloading');
        download.content ??= await this.#content();
        let lacking = download.lacking;
        for (let vain = 0; lacking.length > 0; ) {
            await this.#round(lacking);
            const left = download.lacking;
            vain = left.length < lacking.length ? 0 : vain + 1;
            if (vain > MOST_VAIN_ROUNDS) {
                throw new Damaged();
            }
            lacking = left;
        }
        download.become('finishing');
        await download.close();
    }

    async #content() {
        const { folderId, fileId, versionId } = this.#download.wanted;
        const { versionId: version } = await this.#works.api.download(folderId, fileId, versionId, this.#signal);
        const { chunks } = readManifest(await this.#works.api.manifest(folderId, fileId, version, this.#signal));
        return { versionId: version, chunks, positions: chunks.positions() };
    }

    /**
     * Tries to fetch chunks, once each.
     *
     * @param {number[]} lacking indexes of chunks, ascending
     */
    async #round(lacking) {
        const stop = new AbortController();
        const signal = AbortSignal.any([this.#signal, stop.signal]);
        const extents = this.#extents(lacking, signal);
        const readers = Array.from({ length: READERS }, async () => {
            for (let next = await extents.next(); !next.done; next = await extents.next()) {
                await this.#fetch(next.value, signal);
            }
        });
        try {
            await Promise.all(readers);
        } catch (failure) {
            stop.abort(failure);
            await Promise.allSettled(readers); // nothing is written after this
            throw signal.reason;
        }
    }

    /**
     * Where chunks are, asked for as it is needed.
     *
     * @param {number[]} lacking
     * @param {AbortSignal} signal
     */
    async* #extents(lacking, signal) {
        const { fileId } = this.#download.wanted;
        const { chunks, versionId } = this.#contentOf();
        for (let at = 0; at < lacking.length;) {
            const first = lacking[at];
            let last = first;
            for (let bytes = 0; at < lacking.length && bytes < WINDOW; at++) {
                last = lacking[at];
                bytes += chunks.lengthOf(last);
            }
            yield* await this.#works.api.extents(fileId, versionId, first, last - first + 1, signal);
        }
    }

    /**
     * @param {Extent} extent
     * @param {AbortSignal} signal
     */
    async #fetch(extent, signal) {
        const wanted = extent.chunks.filter(({ index }) => !this.#download.isWritten(index));
        const readable = wanted.filter(({ encoding }) => encoding !== 'zstd');
        const others = wanted.filter(({ encoding }) => encoding === 'zstd');
        if (readable.length > 0) {
            const bytes = await this.#get(() => isOver(extent) ? null : extent, lengthOf(extent), signal);
            if (bytes !== null) {
                await this.#writeAll(readable, bytes);
            }
        }
        for (const run of runs(others.map(({ index }) => index), this.#contentOf().positions)) {
            await this.#fetchDecoded(run, signal);
        }
    }

    /**
     * Fetches chunks in plain form from the content endpoint.
     *
     * @param {{first: number, last: number}} run
     * @param {AbortSignal} signal
     */
    async #fetchDecoded({ first, last }, signal) {
        const { positions, chunks } = this.#contentOf();
        const from = positions[first];
        const range = `bytes=${from}-${positions[last + 1] - 1}`;
        const content = await this.#contentEndpoint(signal);
        const request = { ...content, headers: { ...content.headers, range } };
        const bytes = await this.#get(() => isOver(request) ? null : request, positions[last + 1] - from, signal);
        if (bytes !== null) {
            await this.#writeAll(Array.from({ length: last + 1 - first }, (_, i) => ({
                index: first + i,
                offset: positions[first + i] - from,
                storedSize: chunks.lengthOf(first + i),
                size: chunks.lengthOf(first + i),
                encoding: 'identity',
                fingerprint: chunks.nameOf(first + i),
            })), bytes);
        }
    }

    /**
     * A URL of the whole content, in plain form.
     *
     * @param {AbortSignal} signal
     */
    async #contentEndpoint(signal) {
        let url = this.#contentUrl;
        if (url === null || isOver(url)) {
            const { folderId, fileId } = this.#download.wanted;
            url = await this.#works.api.download(folderId, fileId, this.#contentOf().versionId, signal);
            this.#contentUrl = url;
        }
        return url;
    }

    /**
     * Sends a request until there is an answer.
     *
     * @param {() => SignedRequest | null} request null once it is too late for it
     * @param {number} length bytes that should come
     * @param {AbortSignal} signal
     * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null if it is refused, or brings something else
     */
    async #get(request, length, signal) {
        const { slots, budget, troubles } = this.#works;
        const backOff = new BackOff();
        await budget.take(length, signal);
        try {
            for (let current = request(); current !== null; current = request()) {
                const status = await this.#try(current, signal);
                if (typeof status !== 'number') {
                    troubles.end('store');
                    return status.length === length ? status : null;
                }
                if (status >= 400 && status < 500) {
                    await pause(backOff.next(), signal);
                    return null;
                }
                slots.failed();
                const delay = backOff.next();
                troubles.begin('store', delay);
                await pause(delay, signal);
            }
            return null;
        } finally {
            budget.release(length);
        }
    }

    /**
     * @param {SignedRequest} request
     * @param {AbortSignal} signal
     * @returns {Promise<Uint8Array<ArrayBuffer> | number>} the bytes, or the status of the refusal; 0 for no
     *     answer
     */
    async #try(request, signal) {
        const { slots } = this.#works;
        await slots.take(signal);
        try {
            const { status, bytes } = await get(request, received => {
                slots.transferred(received);
                this.#download.receivedBytes += received;
            }, signal);
            return status === 200 || status === 206 ? bytes : status;
        } catch (failure) {
            if (failure instanceof Unreachable) {
                return 0;
            }
            throw failure;
        } finally {
            slots.release();
        }
    }

    /**
     * Writes those chunks that are what they should be; neighbours together.
     *
     * @param {FetchedChunk[]} chunks
     * @param {Uint8Array<ArrayBuffer>} bytes of the extent
     */
    async #writeAll(chunks, bytes) {
        const plain = await Promise.all(chunks.map(chunk => decoded(chunk, bytes)));
        /** @type {{indexes: number[], data: Uint8Array<ArrayBuffer>}[]} */
        const writes = [];
        chunks.forEach(({ index }, i) => {
            const data = plain[i];
            const last = writes.at(-1);
            if (data === null) {
                return;
            }
            const follows = last && last.indexes[last.indexes.length - 1] + 1 === index
                && last.data.buffer === data.buffer
                && last.data.byteOffset + last.data.length === data.byteOffset;
            if (follows) {
                last.indexes.push(index);
                last.data = new Uint8Array(data.buffer, last.data.byteOffset, last.data.length + data.length);
            } else {
                writes.push({ indexes: [index], data });
            }
        });
        const { positions } = this.#contentOf();
        for (const { indexes, data } of writes) {
            this.#signal.throwIfAborted();
            await this.#download.write(positions[indexes[0]], data, indexes);
        }
    }

    #contentOf() {
        return /** @type {NonNullable<FileDownload['content']>} */ (this.#download.content);
    }
}

/**
 * A chunk's plain bytes.
 *
 * @param {FetchedChunk} chunk
 * @param {Uint8Array<ArrayBuffer>} extent
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null if they are not what they should be
 */
async function decoded({ offset, storedSize, size, encoding, fingerprint }, extent) {
    const stored = extent.subarray(offset, offset + storedSize);
    try {
        const plain = encoding === 'gzip' ? await gunzip(stored, size) : stored;
        return hex(await fingerprintOf(plain)) === fingerprint ? plain : null;
    } catch {
        return null;
    }
}

/** @param {Extent} extent */
function lengthOf({ chunks }) {
    return Math.max(...chunks.map(({ offset, storedSize }) => offset + storedSize));
}

/**
 * Joins neighbours among chunks.
 *
 * @param {number[]} indexes
 * @param {Float64Array} positions where each chunk of the file starts
 */
function runs(indexes, positions) {
    /** @type {{first: number, last: number}[]} */
    const runs = [];
    for (const index of indexes.toSorted((one, other) => one - other)) {
        const run = runs.at(-1);
        const fits = run && run.last + 1 === index && positions[index + 1] - positions[run.first] <= LONGEST_RANGE;
        if (fits) {
            run.last = index;
        } else if (run?.last !== index) {
            runs.push({ first: index, last: index });
        }
    }
    return runs;
}
