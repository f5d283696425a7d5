// @ts-check
import { Batcher } from '../wire/batcher.js';
import { key, numbered } from './file-names.js';

/** @typedef {import('../wire/api.js').Api} Api */
/** @typedef {import('../wire/api.js').Entry} Entry */

/** As many names as the server looks up at once. */
const MOST_NAMES = 1000;

/** How many free names are tried in one request. */
const CANDIDATES = 20;

/**
 * What is in the target folder already, under the names of what is dropped.
 *
 * A dropped folder that is new there has nothing in it that could be in the way, so nothing is
 * asked about it; a drop into an empty folder costs one request. What was asked once is remembered:
 * the object lives as long as one drop.
 */
export class ExistingEntries {
    #api;
    #signal;
    /** @type {Map<string, Promise<Entry | null>>} by path below the target */
    #entries = new Map();
    /** @type {Map<string, Batcher<string, Entry | null>>} by folder id */
    #lookups = new Map();
    /** @type {Map<string, Promise<string>>} by path: the name that a dropped folder gets */
    #folderNames = new Map();
    /** @type {Set<string>} folder path and key of each name that was given out as free */
    #taken = new Set();

    /**
     * @param {Api} api
     * @param {string} folderId the target
     * @param {AbortSignal} signal ends all questions
     */
    constructor(api, folderId, signal) {
        this.#api = api;
        this.#signal = signal;
        this.#entries.set('', Promise.resolve({ folderId, metadata: { updatedAt: '' } }));
    }

    /**
     * What is there at the place of a dropped file or folder.
     *
     * @param {string} path below the target, such as `a/b.txt`
     * @returns {Promise<Entry | null>} null for nothing
     */
    at(path) {
        let entry = this.#entries.get(path);
        if (!entry) {
            entry = this.#find(path);
            this.#entries.set(path, entry);
            entry.catch(() => this.#entries.delete(path));
        }
        return entry;
    }

    /**
     * Forgets what was found for a file, because it turned out to be old.
     *
     * @param {string} path
     */
    forget(path) {
        this.#entries.delete(path);
    }

    /**
     * The folder that a dropped folder becomes part of.
     *
     * @param {string} path
     * @returns {Promise<string | null>} its id; null if it has to be made
     */
    async folderId(path) {
        const entry = await this.at(path);
        return entry === null || entry.fileId ? null : entry.folderId ?? null;
    }

    /**
     * The name under which a dropped folder is made: its own, unless a file has that.
     *
     * @param {string} path
     */
    folderName(path) {
        let name = this.#folderNames.get(path);
        if (!name) {
            name = this.at(path).then(entry => entry?.fileId ? this.freeName(path) : nameOf(path));
            this.#folderNames.set(path, name);
            name.catch(() => this.#folderNames.delete(path));
        }
        return name;
    }

    /**
     * A name like `name (2).ext` that is free beside the dropped file or folder, and is given out
     * only once.
     *
     * @param {string} path
     */
    async freeName(path) {
        const folder = parentOf(path);
        const folderId = await this.folderId(folder);
        for (let number = 2; ; number += CANDIDATES) {
            const candidates = Array.from({ length: CANDIDATES }, (_, i) => numbered(nameOf(path), number + i));
            const answer = folderId === null
                ? { files: [], folders: [] }
                : await this.#api.lookUp(folderId, candidates, this.#signal);
            const there = new Set([...answer.files, ...answer.folders].map(entry => key(entryName(entry))));
            const free = candidates.find(name => !there.has(key(name)) && !this.#taken.has(`${folder}/${key(name)}`));
            if (free) {
                this.#taken.add(`${folder}/${key(free)}`);
                return free;
            }
        }
    }

    /** @param {string} path */
    async #find(path) {
        const folderId = await this.folderId(parentOf(path));
        if (folderId === null) {
            return null;
        }
        let lookup = this.#lookups.get(folderId);
        if (!lookup) {
            lookup = new Batcher(names => this.#lookUp(folderId, names), () => MOST_NAMES);
            this.#lookups.set(folderId, lookup);
        }
        return lookup.ask(nameOf(path));
    }

    /**
     * @param {string} folderId
     * @param {string[]} names
     * @returns {Promise<(Entry | null)[]>}
     */
    async #lookUp(folderId, names) {
        const answer = await this.#api.lookUp(folderId, names, this.#signal);
        const left = new Map([...answer.files, ...answer.folders].map(entry => [key(entryName(entry)), entry]));
        const found = names.map(name => left.get(key(name)) ?? null);
        found.forEach(entry => entry && left.delete(key(entryName(entry))));
        if (left.size === 0 || names.length === 1) {
            return names.length === 1 ? [found[0] ?? left.values().next().value ?? null] : found;
        }
        // the server takes some of the names for equal that we do not: it is asked one by one
        const doubtful = names.map((name, i) => found[i] ?? this.#lookUp(folderId, [name]).then(([entry]) => entry));
        return Promise.all(doubtful);
    }
}

/** @param {Entry} entry */
function entryName(entry) {
    return entry.fileName ?? entry.folderName ?? '';
}

/**
 * The path of the folder that something is in.
 *
 * @param {string} path
 */
export function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * The last part of a path.
 *
 * @param {string} path
 */
export function nameOf(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
