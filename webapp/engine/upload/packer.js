// @ts-check
import { PackBuilder } from './pack.js';

/** @typedef {import('./budget.js').Budget} Budget */
/** @typedef {import('./chunks-under-way.js').ChunksUnderWay} ChunksUnderWay */
/** @typedef {import('./pack.js').Pack} Pack */
/** @typedef {import('./pack.js').Part} Part */
/** @typedef {import('./pack-sender.js').PackSender} PackSender */
/** @typedef {import('./upload-session.js').UploadSession} UploadSession */

/** A pack that is so full does not wait for more. */
const FULL = 0.75;

/**
 * What a packer works with, and whom it tells.
 *
 * @typedef {object} Packing
 * @property {PackSender} sender
 * @property {Budget} budget
 * @property {ChunksUnderWay} underWay
 * @property {UploadSession} session
 * @property {File | null} file that all chunks come from; null for chunks of many files
 * @property {() => number} packSize bytes that a pack should have
 * @property {(pack: Pack) => Promise<void>} onMade called before the pack is sent
 * @property {(pack: Pack, sent: number) => void} onProgress bytes of the pack that are sent
 * @property {(pack: Pack) => void} onStored
 * @property {(failure: unknown) => void} onFailed called once for each pack that cannot get there
 * @property {() => Promise<void>} check throws if the chunks' bytes cannot be read any more
 * @property {AbortSignal} signal
 */

/** Fills packs with chunks and sends each when it is full, several at a time. */
export class Packer {
    #packing;
    #builder = new PackBuilder();
    #next = Promise.withResolvers();
    /** @type {Promise<void>[]} */
    #sending = [];

    /** @param {Packing} packing */
    constructor(packing) {
        this.#packing = packing;
    }

    /**
     * Takes chunks. When this resolves, the buffers that they lie in may go.
     *
     * @param {Part[]} parts
     */
    async add(parts) {
        const { underWay, session, packSize } = this.#packing;
        for (const part of parts) {
            const isFull = !this.#builder.isEmpty && this.#builder.storedBytes + part.stored.length > packSize();
            if (isFull || !this.#builder.hasRoomFor(part)) {
                await this.flush();
            }
            this.#builder.add(part);
            underWay.add([part.fingerprint], session, this.#next.promise);
        }
        if (this.#builder.storedBytes >= packSize() * FULL) {
            await this.flush();
        }
        this.#builder.detach();
    }

    /** Sends what waits for a pack to be full; nothing if nothing does. */
    async flush() {
        if (this.#builder.isEmpty) {
            return;
        }
        const stored = this.#next;
        this.#next = Promise.withResolvers();
        try {
            const pack = await this.#make();
            const sent = this.#send(pack);
            sent.then(stored.resolve, stored.reject);
            sent.catch(this.#packing.onFailed);
            this.#sending.push(sent);
        } catch (failure) {
            stored.reject(failure);
            throw failure;
        }
    }

    /** Resolves when all packs are in the store; fails if one of them cannot get there. */
    async finished() {
        await Promise.all(this.#sending);
    }

    /**
     * Tells those who wait for chunks that were not sent yet. Does nothing if none wait.
     *
     * @param {unknown} reason
     */
    abandon(reason) {
        this.#next.promise.catch(() => {});
        this.#next.reject(reason);
    }

    async #make() {
        const { sender, session, file, onMade, signal } = this.#packing;
        await sender.room(signal);
        try {
            const pack = await this.#builder.build(session.newPackNumber(), file);
            await onMade(pack);
            return pack;
        } catch (failure) {
            sender.giveUp();
            throw failure;
        }
    }

    /** @param {Pack} pack */
    async #send(pack) {
        const { sender, budget, session, check, onProgress, onStored, signal } = this.#packing;
        budget.force(pack.heldBytes);
        try {
            await sender.send(pack, { session, onProgress: sent => onProgress(pack, sent), check, signal });
            onStored(pack);
        } finally {
            budget.release(pack.heldBytes);
        }
    }
}
