// @ts-check
import { Drop } from './drop.js';

/** @typedef {import('../journal/journal.js').DropRecord} DropRecord */
/** @typedef {import('./works.js').Works} Works */

/** The drops that are not finished: each ends once it has all its files, and they are all finished. */
export class Drops {
    #works;
    #life;
    /** @type {Map<string, Drop>} */
    #drops = new Map();

    /**
     * @param {Works} works
     * @param {AbortSignal} life ends everything
     */
    constructor(works, life) {
        this.#works = works;
        this.#life = life;
    }

    /** @param {string} id */
    get(id) {
        return this.#drops.get(id);
    }

    /**
     * Begins a drop.
     *
     * @param {DropRecord} record
     */
    async open(record) {
        this.#add(record);
        await this.#works.journal.addDrop(record);
    }

    /**
     * Takes up a drop that an earlier page left; it has all its files.
     *
     * @param {DropRecord} record
     */
    restore(record) {
        const drop = this.#add(record);
        drop.isClosed = true;
        return drop;
    }

    /**
     * Makes folders of a drop that have nothing in them.
     *
     * @param {string} id
     * @param {string[]} paths
     */
    async addFolders(id, paths) {
        const drop = this.#drops.get(id);
        if (drop) {
            const committer = this.#works.committer(drop.namespaceId);
            await Promise.all(paths.map(async path => committer.makeFolder(await drop.folders.at(path))));
        }
    }

    /**
     * Takes note that a drop has no more files.
     *
     * @param {string} id
     */
    close(id) {
        const drop = this.#drops.get(id);
        if (drop) {
            drop.isClosed = true;
            this.endIfFinished(drop);
        }
    }

    /** @param {Drop} drop */
    endIfFinished(drop) {
        if (drop.isClosed && drop.files.size === 0 && this.#drops.delete(drop.id)) {
            this.#works.underWay(drop.namespaceId).removeAll(drop.session);
            drop.end().catch(() => {}); // the server ends it some days later
        }
    }

    /** @param {DropRecord} record */
    #add(record) {
        const drop = new Drop(record, this.#works.api, this.#works.journal, this.#life);
        this.#drops.set(drop.id, drop);
        return drop;
    }
}
