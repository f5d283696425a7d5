// @ts-check

/** One more whenever a store is added, never less. */
const VERSION = 2;

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/**
 * The browser's database of unfinished uploads, and of what a page without the server has to know.
 *
 * | store | key | what |
 * | --- | --- | --- |
 * | drops | id | a gesture: whose, into which folder, its handles, its upload |
 * | files | [drop, number] | a file of it that is not finished |
 * | windows | [drop, number, first chunk] | chunks of a large file that were cut, in the order of the file |
 * | packs | [drop, number, upload, pack] | which of a large file's chunks a pack holds |
 * | kept | [drop, number] | a copy of a file that came while the server could not be reached |
 * | folder | `last` | whose folder was opened last in this browser, and which |
 *
 * @returns {Promise<IDBDatabase>}
 */
export function database() {
    opened ??= open().catch(failure => {
        opened = undefined;
        throw failure;
    });
    return opened;
}

/** @returns {Promise<IDBDatabase>} */
function open() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open('cairn-engine', VERSION);
        request.onupgradeneeded = ({ oldVersion }) => {
            const db = request.result;
            if (oldVersion < 1) {
                db.createObjectStore('drops', { keyPath: 'id' });
                for (const store of ['files', 'windows', 'packs']) {
                    db.createObjectStore(store);
                }
            }
            if (oldVersion < 2) {
                for (const store of ['kept', 'folder']) {
                    db.createObjectStore(store);
                }
            }
        };
        request.onsuccess = () => {
            const db = request.result;
            const forget = () => opened = undefined;
            db.onclose = forget;
            db.onversionchange = () => {
                db.close();
                forget();
            };
            resolve(db);
        };
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new DOMException('Another tab holds the database', 'AbortError'));
    });
}

/**
 * Runs one transaction; what it writes is there when this resolves, all of it, and nothing otherwise.
 *
 * @template T
 * @param {string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => T} work begins all its requests at once
 * @returns {Promise<T>} what `work` returned
 */
export async function transact(stores, mode, work) {
    const db = await database();
    return new Promise((resolve, reject) => {
        const transaction = db.transaction(stores, mode);
        /** @type {T} */
        let result;
        transaction.oncomplete = () => resolve(result);
        transaction.onabort = () => reject(transaction.error);
        try {
            result = work(name => transaction.objectStore(name));
        } catch (failure) {
            reject(failure);
            transaction.abort();
        }
    });
}

/**
 * Everything in a range of a store.
 *
 * @param {string} store
 * @param {IDBKeyRange} [range]
 * @returns {Promise<any[]>} in the order of their keys
 */
export async function readAll(store, range) {
    const request = await transact([store], 'readonly', open => open(store).getAll(range));
    return request.result;
}

/**
 * All keys that begin with these parts.
 *
 * @param {(string | number)[]} parts
 */
export function below(...parts) {
    return IDBKeyRange.bound(parts, [...parts, []]);
}
