// @ts-check
import { Budget } from './budget.js';
import { ChunksUnderWay } from './chunks-under-way.js';
import { Committer } from './committer.js';
import { Compressors } from './compressors.js';
import { PackSender } from './pack-sender.js';
import { PackSize } from './pack-size.js';
import { Slots } from './slots.js';

/** @typedef {import('../journal/journal.js').Journal} Journal */
/** @typedef {import('../wire/api.js').Api} Api */
/** @typedef {import('../wire/troubles.js').Troubles} Troubles */

/** Bytes of files that are held in memory at most. */
const MOST_HELD = 192 * 1024 * 1024;

/** Threads outlive the person who is signed in. */
const compressors = new Compressors();

/**
 * What uploads into one namespace work with. Line, memory and threads are shared by all.
 */
export class Works {
    /** @type {Map<string, {committer: Committer, underWay: ChunksUnderWay}>} */
    #namespaces = new Map();

    /**
     * @param {Api} api
     * @param {Journal} journal
     * @param {Troubles} troubles
     * @param {(folderIds: Set<string>) => void} onChange is told in which folders something changed
     * @param {AbortSignal} life ends everything
     */
    constructor(api, journal, troubles, onChange, life) {
        this.api = api;
        this.journal = journal;
        this.budget = new Budget(MOST_HELD);
        this.packSize = new PackSize();
        this.sender = new PackSender(new Slots(), this.packSize, troubles);
        this.compressors = compressors;
        this.onChange = onChange;
        this.life = life;
    }

    /** @param {string} namespaceId */
    committer(namespaceId) {
        return this.#of(namespaceId).committer;
    }

    /** @param {string} namespaceId */
    underWay(namespaceId) {
        return this.#of(namespaceId).underWay;
    }

    /** @param {string} namespaceId */
    #of(namespaceId) {
        let works = this.#namespaces.get(namespaceId);
        if (!works) {
            works = {
                committer: new Committer(this.api, namespaceId, this.onChange, this.life),
                underWay: new ChunksUnderWay(),
            };
            this.#namespaces.set(namespaceId, works);
        }
        return works;
    }
}
