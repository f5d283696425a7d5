// @ts-check
import { BackOff, pause } from '../wire/back-off.js';
import { Unreachable } from '../wire/problem.js';
import { isOver, put } from '../wire/store.js';
import { Budget } from './budget.js';

/** @typedef {import('../wire/store.js').SignedRequest} SignedRequest */
/** @typedef {import('../wire/troubles.js').Troubles} Troubles */
/** @typedef {import('./pack.js').Pack} Pack */
/** @typedef {import('./pack-size.js').PackSize} PackSize */
/** @typedef {import('./slots.js').Slots} Slots */
/** @typedef {import('./upload-session.js').UploadSession} UploadSession */

/** Packs that may be made before they can be sent. */
const PACKS_AHEAD = 9;

/** How often a pack is sent again, with a new URL, after the store has refused it. */
const MOST_REFUSALS = 5;

/** After so many tries without an answer the server is asked whether the pack has arrived. */
const TRIES_IN_THE_DARK = 2;

const ALREADY_STORED = 412;
const STORE_FULL = 507;

/** The store does not want a pack, whatever is done. */
export class PackRefused extends Error {
    /** @param {number} status of the store's last answer */
    constructor(status) {
        super(`The store refused the data (${status})`);
        this.name = 'PackRefused';
        this.status = status;
    }
}

/**
 * Who wants a pack sent.
 *
 * @typedef {object} Sending
 * @property {UploadSession} session
 * @property {(sent: number) => void} onProgress bytes of the pack that are sent; less than before
 *     when it starts again
 * @property {() => Promise<void>} check throws if the pack's bytes cannot be read any more
 * @property {AbortSignal} signal
 */

/**
 * Brings packs into the store: several at a time, each by itself, for as long as it takes.
 *
 * A pack that fails is sent again alone; whether the store or the line is down makes no difference.
 */
export class PackSender {
    #slots;
    #packSize;
    #troubles;
    #room = new Budget(PACKS_AHEAD);

    /**
     * @param {Slots} slots
     * @param {PackSize} packSize
     * @param {Troubles} troubles
     */
    constructor(slots, packSize, troubles) {
        this.#slots = slots;
        this.#packSize = packSize;
        this.#troubles = troubles;
    }

    /**
     * Waits until it makes sense to make one more pack. Every pack that may be made must be given
     * to `send`, or back with `giveUp`.
     *
     * @param {AbortSignal} signal
     */
    room(signal) {
        return this.#room.take(1, signal);
    }

    /** Takes note that a pack is not made. */
    giveUp() {
        this.#room.release(1);
    }

    /**
     * Resolves when the pack is in the store, by this or an earlier try.
     *
     * @param {Pack} pack
     * @param {Sending} sending
     * @throws {PackRefused}
     */
    async send(pack, sending) {
        try {
            await this.#send(pack, sending);
        } finally {
            this.#room.release(1);
        }
    }

    /**
     * @param {Pack} pack
     * @param {Sending} sending
     */
    async #send(pack, { session, onProgress, check, signal }) {
        const backOff = new BackOff();
        /** @type {SignedRequest | null} */
        let request = null;
        for (let refusals = 0; ;) {
            if (request === null || isOver(request)) {
                const signed = await session.sign(pack.offer, signal);
                if (signed.chunkStatus === 'UPLOADED') {
                    return;
                }
                request = signed;
            }
            const status = await this.#try(pack, request, onProgress, signal);
            if (status >= 200 && status < 300 || status === ALREADY_STORED) {
                this.#troubles.end('store', 'storeFull');
                return;
            }
            onProgress(0);
            await check();
            const isRefused = status >= 400 && status < 500;
            if (isRefused && ++refusals > MOST_REFUSALS) {
                throw new PackRefused(status);
            }
            const delay = backOff.next();
            if (!isRefused) {
                this.#slots.failed();
                this.#troubles.begin(status === STORE_FULL ? 'storeFull' : 'store', delay);
            }
            await pause(delay, signal);
            if (isRefused) {
                request = null;
            } else if (backOff.tries > TRIES_IN_THE_DARK) {
                request = null;
                if ((await session.storedPacks(signal)).has(pack.offer.pack)) {
                    return;
                }
            }
        }
    }

    /**
     * @param {Pack} pack
     * @param {SignedRequest} request
     * @param {(sent: number) => void} onProgress
     * @param {AbortSignal} signal
     * @returns {Promise<number>} the store's status; 0 for no answer
     */
    async #try(pack, request, onProgress, signal) {
        await this.#slots.take(signal);
        const begun = performance.now();
        let sent = 0;
        try {
            const status = await put(request, pack.body, bytes => {
                this.#slots.transferred(bytes - sent);
                sent = bytes;
                onProgress(bytes);
            }, signal);
            if (status === 200) {
                this.#packSize.measured(pack.offer.size, performance.now() - begun);
            }
            return status;
        } catch (failure) {
            if (failure instanceof Unreachable) {
                return 0;
            }
            throw failure;
        } finally {
            this.#slots.release();
        }
    }
}
