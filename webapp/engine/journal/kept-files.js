// @ts-check
import { below, readAll, transact } from './database.js';

/** @typedef {import('./journal.js').DropRecord} DropRecord */
/** @typedef {import('./journal.js').FileRecord} FileRecord */

/** The browser has no room for a file. */
export class NoRoom extends Error {
    constructor() {
        super('There is no room for the file');
        this.name = 'NoRoom';
    }
}

/**
 * Keeps a copy of a file in the browser until it is uploaded, and writes the upload down that an
 * engine will take up: all of it is there when this resolves, or nothing.
 *
 * A copy needs nobody's leave to be read later, and does not change with the file it was made of.
 *
 * @param {DropRecord} drop that it belongs to
 * @param {FileRecord} record
 * @param {File} file
 * @throws {NoRoom}
 * @throws {DOMException} if the file cannot be read, or the browser keeps nothing
 */
export async function keep(drop, record, file) {
    const key = [record.drop, record.number];
    try {
        await transact(['drops', 'files', 'kept'], 'readwrite', store => {
            store('kept').put({ number: record.number, file }, key); // first: what cannot be copied fails here
            store('files').put(record, key);
            store('drops').put(drop);
        });
    } catch (failure) {
        throw failure instanceof DOMException && failure.name === 'QuotaExceededError' ? new NoRoom() : failure;
    }
}

/**
 * Forgets a file that was kept, and its drop with the last of it.
 *
 * @param {string} drop
 * @param {number} number
 */
export async function letGo(drop, number) {
    await transact(['drops', 'files', 'kept'], 'readwrite', store => {
        store('files').delete([drop, number]);
        store('kept').delete([drop, number]);
        const others = store('files').count(below(drop));
        others.onsuccess = () => {
            if (others.result === 0) {
                store('drops').delete(drop);
            }
        };
    });
}

/**
 * The copies of a drop's files, by number.
 *
 * @param {string} drop
 * @returns {Promise<Map<number, File>>}
 */
export async function keptOf(drop) {
    const kept = await readAll('kept', below(drop));
    return new Map(kept.map(({ number, file }) => [number, file]));
}

/**
 * Asks the browser not to throw away what it keeps for us when the disk gets full.
 *
 * @returns {Promise<boolean>} whether it has agreed
 */
export async function persist() {
    return await navigator.storage?.persist?.() ?? false;
}
