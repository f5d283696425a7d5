// @ts-check
import { below, readAll, transact } from './database.js';
import { keptOf } from './kept-files.js';

/**
 * One gesture of a person: a drop, a choice of files, a paste.
 *
 * @typedef {object} DropRecord
 * @property {string} id
 * @property {string} userId
 * @property {string} owner the engine that works on it; see `ownership.js`
 * @property {number} time milliseconds since 1970
 * @property {string} namespaceId
 * @property {string} folderId
 * @property {FileSystemHandle[]} handles of what was dropped, where the browser gives them
 * @property {string | null} uploadId the upload that its small files share
 */

/**
 * A file of a drop that is not finished.
 *
 * @typedef {object} FileRecord
 * @property {string} drop
 * @property {number} number in the drop, from 0
 * @property {string} path below the target folder
 * @property {number} size
 * @property {number} lastModified milliseconds since 1970
 * @property {string} type
 * @property {number | null} handle index into the drop's handles: the file itself, or the folder that
 *     `path` begins with
 * @property {'version' | 'both' | null} decision what the person said about a file that is there
 * @property {string | null} name the name that it gets; null for its own
 * @property {string | null} uploadId of a large file's own upload
 * @property {number | null} average the chunk size that a large file is cut with
 * @property {boolean} isPaused whether the person has paused it
 * @property {boolean} isKept whether the browser keeps a copy of it; see `kept-files.js`
 */

/**
 * A drop that an earlier page left, with its files that are not finished.
 *
 * @typedef {{drop: DropRecord, files: FileRecord[], kept: Map<number, File>}} Left `kept` has copies of
 *     files, by number, as far as the browser keeps them
 */

/**
 * Chunks of a large file, in the order of the file.
 *
 * @typedef {{first: number, chunks: Uint8Array<ArrayBuffer>, lacking: number[]}} WindowRecord `first`
 *     is the index of the first in the file; `lacking` has the indexes of those that the server did
 *     not have
 */

/**
 * Which chunks of a large file lie in a pack.
 *
 * @typedef {{pack: number, indexes: number[]}} PackRecord
 */

/**
 * Writes down what is under way, so that a reload or a crash loses at most the packs under way.
 *
 * Where the browser keeps nothing for us (its disk is full, or it was told not to), uploads go on
 * all the same; they only cannot be resumed after a reload.
 */
export class Journal {
    #isBroken = false;

    /**
     * @param {DropRecord} drop
     */
    async addDrop(drop) {
        await this.#write(['drops'], store => store('drops').put(drop));
    }

    /**
     * Writes files of a drop down, or what is new about them.
     *
     * @param {FileRecord[]} files
     */
    async putFiles(files) {
        await this.#write(['files'], store => {
            for (const file of files) {
                store('files').put(file, [file.drop, file.number]);
            }
        });
    }

    /**
     * @param {string} drop
     * @param {number} number
     * @param {WindowRecord} window
     */
    async addWindow(drop, number, window) {
        await this.#write(['windows'], store => store('windows').put(window, [drop, number, window.first]));
    }

    /**
     * Must be done before the pack is sent: a pack that arrives unknown would be sent again.
     *
     * @param {string} drop
     * @param {number} number
     * @param {string} uploadId
     * @param {PackRecord} pack
     */
    async addPack(drop, number, uploadId, pack) {
        await this.#write(['packs'], store => store('packs').put(pack, [drop, number, uploadId, pack.pack]));
    }

    /**
     * What is known about a large file's bytes.
     *
     * @param {string} drop
     * @param {number} number
     * @param {string} uploadId packs of other uploads do not count
     * @returns {Promise<{windows: WindowRecord[], packs: PackRecord[]}>}
     */
    async progress(drop, number, uploadId) {
        const windows = await readAll('windows', below(drop, number));
        return { windows, packs: await readAll('packs', below(drop, number, uploadId)) };
    }

    /**
     * Forgets what is known about a large file's bytes: it is read anew.
     *
     * @param {string} drop
     * @param {number} number
     */
    async forgetProgress(drop, number) {
        await this.#write(['windows', 'packs'], store => {
            store('windows').delete(below(drop, number));
            store('packs').delete(below(drop, number));
        });
    }

    /**
     * Forgets files that are finished, skipped or given up.
     *
     * @param {{drop: string, number: number, isLarge: boolean, isKept: boolean}[]} files
     */
    async removeFiles(files) {
        await this.#write(['files', 'windows', 'packs', 'kept'], store => {
            for (const { drop, number, isLarge, isKept } of files) {
                store('files').delete([drop, number]);
                if (isKept) {
                    store('kept').delete([drop, number]);
                }
                if (isLarge) {
                    store('windows').delete(below(drop, number));
                    store('packs').delete(below(drop, number));
                }
            }
        });
    }

    /** @param {string} drop one without files */
    async removeDrop(drop) {
        await this.#write(['drops'], store => store('drops').delete(drop));
    }

    /**
     * Takes over the drops of a person that no living engine works on.
     *
     * @param {string} userId
     * @param {string} owner who takes them over
     * @param {Set<string>} living the engines that are at work
     * @returns {Promise<Left[]>} the oldest first
     */
    async takeOver(userId, owner, living) {
        /** @type {DropRecord[]} */
        const taken = [];
        await transact(['drops'], 'readwrite', store => {
            const request = store('drops').getAll();
            request.onsuccess = () => {
                for (const drop of /** @type {DropRecord[]} */ (request.result)) {
                    if (drop.userId === userId && !living.has(drop.owner)) {
                        drop.owner = owner;
                        store('drops').put(drop);
                        taken.push(drop);
                    }
                }
            };
        });
        taken.sort((one, other) => one.time - other.time);
        return Promise.all(taken.map(async drop => ({
            drop,
            files: await readAll('files', below(drop.id)),
            kept: await keptOf(drop.id),
        })));
    }

    /**
     * @param {string[]} stores
     * @param {(store: (name: string) => IDBObjectStore) => void} work
     */
    async #write(stores, work) {
        if (this.#isBroken) {
            return;
        }
        try {
            await transact(stores, 'readwrite', work);
        } catch (failure) {
            this.#isBroken = true;
            console.warn('Cairn: uploads cannot be resumed after a reload, the browser keeps nothing:', failure);
        }
    }
}
