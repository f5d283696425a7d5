// @ts-check
import { ENTRY_BYTES } from '../content/chunk-list.js';
import { abortable } from '../wire/abortable.js';
import { Batcher, fitting } from '../wire/batcher.js';
import { Problem } from '../wire/problem.js';

/** @typedef {import('../wire/api.js').Api} Api */
/** @typedef {import('../wire/api.js').PackOffer} PackOffer */
/** @typedef {import('../wire/store.js').SignedRequest} SignedRequest */

const MOST_CHUNKS = 20_000;
const MOST_PACKS = 64;

/** The upload is over: it was idle for too long, or ended from elsewhere. What it held is sent anew. */
export class UploadLost extends Error {
    constructor() {
        super('The upload is over');
        this.name = 'UploadLost';
    }
}

/**
 * One upload of the server's: a session that brings packs into the store.
 *
 * It is opened when it is first needed. Questions of many files go in few requests.
 */
export class UploadSession {
    #api;
    #namespaceId;
    #expectedBytes;
    #life;
    #onOpen;
    /** @type {Promise<string> | null} */
    #id;
    #nextPack = 0;
    /** @type {Batcher<Uint8Array<ArrayBuffer>, Set<number>>} */
    #questions = new Batcher(lists => this.#askMissing(lists), shareOfChunks);
    /** @type {Batcher<PackOffer, SignedRequest & {chunkStatus: string}>} */
    #signatures = new Batcher(offers => this.#askUrls(offers), () => MOST_PACKS);

    /**
     * @param {Api} api
     * @param {string} namespaceId
     * @param {number} expectedBytes
     * @param {string | null} id of an upload that goes on; null for a new one
     * @param {(id: string) => void} onOpen is told the id of a new one
     * @param {AbortSignal} life ends all requests
     */
    constructor(api, namespaceId, expectedBytes, id, onOpen, life) {
        this.#api = api;
        this.#namespaceId = namespaceId;
        this.#expectedBytes = expectedBytes;
        this.#id = id === null ? null : Promise.resolve(id);
        this.#onOpen = onOpen;
        this.#life = life;
    }

    /** Opens the upload if it is not, and tells its id. */
    id() {
        this.#id ??= this.#open().catch(failure => {
            this.#id = null;
            throw failure;
        });
        return this.#id;
    }

    /**
     * Which chunks have to be sent.
     *
     * @param {Uint8Array<ArrayBuffer>} entries of a `ChunkList`, at most 20,000
     * @param {AbortSignal} signal
     * @returns {Promise<Set<number>>} indexes into `entries`
     * @throws {UploadLost}
     */
    missing(entries, signal) {
        return abortable(this.#questions.ask(entries), signal);
    }

    /** A number that no pack of this upload has. */
    newPackNumber() {
        return this.#nextPack++;
    }

    /**
     * @param {PackOffer} offer
     * @param {AbortSignal} signal
     * @returns {Promise<SignedRequest & {chunkStatus: string}>}
     * @throws {UploadLost}
     */
    sign(offer, signal) {
        return abortable(this.#signatures.ask(offer), signal);
    }

    /**
     * Which packs are in the store, found out by the server. New packs get higher numbers than all
     * that it knows of.
     *
     * @param {AbortSignal} signal
     * @returns {Promise<Set<number>>}
     * @throws {UploadLost}
     */
    async storedPacks(signal) {
        const id = await this.id();
        const { packs } = await this.#orLost(() => this.#api.upload(id, signal));
        this.#nextPack = Math.max(this.#nextPack, ...packs.map(({ pack }) => pack + 1));
        return new Set(packs.filter(pack => pack.chunkStatus === 'UPLOADED').map(({ pack }) => pack));
    }

    /** Ends the upload: what no commit has taken goes from the store. Not having opened it is no error. */
    async end() {
        if (this.#id !== null) {
            const id = await this.#id;
            await this.#api.endUpload(id, this.#life);
        }
    }

    async #open() {
        const { uploadId } = await this.#api.openUpload(this.#namespaceId, this.#expectedBytes, this.#life);
        this.#onOpen(uploadId);
        return uploadId;
    }

    /** @param {Uint8Array<ArrayBuffer>[]} lists */
    async #askMissing(lists) {
        const id = await this.id();
        const entries = new Uint8Array(lists.reduce((sum, list) => sum + list.length, 0));
        const starts = lists.map(() => 0);
        lists.reduce((at, list, i) => {
            entries.set(list, at);
            starts[i] = at / ENTRY_BYTES;
            return at + list.length;
        }, 0);
        const missing = await this.#orLost(() => this.#api.missing(id, entries, this.#life));
        const answers = lists.map(() => /** @type {Set<number>} */ (new Set()));
        let list = 0;
        for (const index of missing) { // ascending
            while (list + 1 < lists.length && index >= starts[list + 1]) {
                list++;
            }
            answers[list].add(index - starts[list]);
        }
        return answers;
    }

    /** @param {PackOffer[]} offers */
    async #askUrls(offers) {
        const id = await this.id();
        return this.#orLost(() => this.#api.packs(id, offers, this.#life));
    }

    /**
     * @template T
     * @param {() => Promise<T>} call
     */
    async #orLost(call) {
        try {
            return await call();
        } catch (failure) {
            const isLost = failure instanceof Problem && ['upload-closed', 'not-found'].includes(failure.kind);
            throw isLost ? new UploadLost() : failure;
        }
    }
}

/** @param {Uint8Array<ArrayBuffer>[]} lists */
function shareOfChunks(lists) {
    return fitting(lists.map(list => list.length / ENTRY_BYTES), MOST_CHUNKS);
}
