// @ts-check
import { nameOf, parentOf } from './existing-entries.js';

/** @typedef {import('./existing-entries.js').ExistingEntries} ExistingEntries */

/**
 * A folder of a drop.
 *
 * @typedef {object} DropFolder
 * @property {DropFolder | null} parent null for the target folder
 * @property {string} name
 * @property {string | null} id null until it is made
 */

/** The folders that a drop brings, and which of them are there by now. */
export class DropFolders {
    #existing;
    #targetId;
    /** @type {Map<string, Promise<DropFolder>>} by path below the target */
    #folders = new Map();

    /**
     * @param {ExistingEntries} existing
     * @param {string} targetId
     */
    constructor(existing, targetId) {
        this.#existing = existing;
        this.#targetId = targetId;
    }

    /**
     * A folder, and with it those that it is in.
     *
     * @param {string} path below the target; empty for the target itself
     * @returns {Promise<DropFolder>} the same object for the same path
     */
    at(path) {
        let folder = this.#folders.get(path);
        if (!folder) {
            folder = this.#find(path);
            this.#folders.set(path, folder);
            folder.catch(() => this.#folders.delete(path));
        }
        return folder;
    }

    /** Forgets which folders are there: one of them has gone away meanwhile. */
    forget() {
        this.#folders.clear();
    }

    /**
     * @param {string} path
     * @returns {Promise<DropFolder>}
     */
    async #find(path) {
        if (path === '') {
            return { parent: null, name: '', id: this.#targetId };
        }
        const parent = await this.at(parentOf(path));
        const id = await this.#existing.folderId(path);
        return { parent, name: id === null ? await this.#existing.folderName(path) : nameOf(path), id };
    }
}
