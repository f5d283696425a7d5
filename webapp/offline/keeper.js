// @ts-check
import { Journal } from '../engine/journal/journal.js';
import { keep, letGo, NoRoom, persist } from '../engine/journal/kept-files.js';
import { Ownership } from '../engine/journal/ownership.js';
import { filesIn } from '../engine/page/intake.js';

/** @typedef {import('../engine/journal/journal.js').DropRecord} DropRecord */
/** @typedef {import('../engine/journal/last-folder.js').LastFolder} LastFolder */
/** @typedef {import('../engine/page/intake.js').Item} Item */

/**
 * A file that waits for the server.
 *
 * @typedef {object} Waiting
 * @property {string} drop
 * @property {number} number in the drop
 * @property {string} path below the folder that it goes into
 * @property {number} size bytes
 * @property {number} time when it came; milliseconds since 1970
 * @property {boolean} isKept false while it is being copied
 */

/**
 * Who is told what becomes of files.
 *
 * @typedef {object} KeeperEvents
 * @property {() => void} onChange what waits is not what it was
 * @property {(path: string, size: number) => void} onNoRoom
 * @property {(path: string) => void} onUnreadable
 * @property {(path: string) => void} onEmptyFolder
 */

/**
 * Keeps a person's files while the server cannot be reached, as unfinished uploads: the page's end
 * makes them nobody's, and the next engine of that person takes them up.
 */
export class Keeper {
    #folder;
    #events;
    #ownership;
    #journal = new Journal();
    /** @type {Map<string, Waiting>} by drop and number */
    #waiting = new Map();
    #copying = 0;

    /** Whether the browser has agreed to keep them even if the disk gets full. */
    isPersistent = false;

    /**
     * @param {LastFolder} folder that files go into, and whose
     * @param {KeeperEvents} events
     * @param {AbortSignal} life
     */
    constructor(folder, events, life) {
        this.#folder = folder;
        this.#events = events;
        this.#ownership = new Ownership(life);
    }

    /** What waits, in the order in which it came. */
    get waiting() {
        return [...this.#waiting.values()];
    }

    /** Whether files are being copied, which the page's end would cut short. */
    get isBusy() {
        return this.#copying > 0;
    }

    /** Takes up what the person's earlier pages have kept. */
    async start() {
        await this.#ownership.begin();
        this.isPersistent = await navigator.storage?.persisted?.() ?? false;
        await this.#takeOver();
    }

    /**
     * Copies files, one after the other.
     *
     * @param {Item[]} items
     */
    async take(items) {
        this.#copying++;
        try {
            const handles = await Promise.all(items.map(({ handle }) => handle));
            this.isPersistent ||= await persist();
            const drop = this.#newDrop();
            let number = 0;
            for await (const found of filesIn(items, handles, this.#events.onUnreadable)) {
                if ('folder' in found) {
                    this.#events.onEmptyFolder(found.folder);
                } else if (found.file instanceof File) {
                    await this.#keep(drop, number++, found.path, found.file);
                }
            }
        } finally {
            this.#copying--;
        }
    }

    /** @param {Waiting} file that the person does not want to be uploaded any more */
    async remove({ drop, number }) {
        await letGo(drop, number);
        this.#waiting.delete(keyOf(drop, number));
        this.#events.onChange();
    }

    #newDrop() {
        return {
            id: crypto.randomUUID(),
            userId: this.#folder.userId,
            owner: this.#ownership.id,
            time: Date.now(),
            namespaceId: this.#folder.namespaceId,
            folderId: this.#folder.folderId,
            handles: [],
            uploadId: null,
        };
    }

    /**
     * @param {DropRecord} drop
     * @param {number} number
     * @param {string} path
     * @param {File} file
     */
    async #keep(drop, number, path, file) {
        const { size, lastModified, type } = file;
        const waiting = { drop: drop.id, number, path, size, time: drop.time, isKept: false };
        this.#waiting.set(keyOf(drop.id, number), waiting);
        this.#events.onChange();
        try {
            await keep(drop, {
                drop: drop.id,
                number,
                path,
                size,
                lastModified,
                type,
                handle: null,
                decision: null,
                name: null,
                uploadId: null,
                average: null,
                isPaused: false,
                isKept: true,
            }, file);
            waiting.isKept = true;
        } catch (failure) {
            this.#waiting.delete(keyOf(drop.id, number));
            if (failure instanceof NoRoom) {
                this.#events.onNoRoom(path, size);
            } else {
                this.#events.onUnreadable(path);
            }
        }
        this.#events.onChange();
    }

    async #takeOver() {
        const left = await this.#ownership.alone(living => {
            this.#ownership.watch(living, () => this.#takeOver());
            return this.#journal.takeOver(this.#folder.userId, this.#ownership.id, living);
        });
        for (const { drop, files, kept } of left) {
            for (const { number, path, size } of files.filter(file => kept.has(file.number))) {
                const waiting = { drop: drop.id, number, path, size, time: drop.time, isKept: true };
                this.#waiting.set(keyOf(drop.id, number), waiting);
            }
        }
        this.#events.onChange();
    }
}

/**
 * @param {string} drop
 * @param {number} number
 */
function keyOf(drop, number) {
    return `${drop}/${number}`;
}
