// @ts-check

/** @typedef {import('../upload/uploads.js').DroppedFile} DroppedFile */

/**
 * Something that a person has dropped or chosen.
 *
 * @typedef {object} Item
 * @property {Promise<FileSystemHandle | null>} handle null where the browser gives none
 * @property {FileSystemEntry | null} entry the older way to look into folders
 * @property {File | null} file
 * @property {string} path of the file, where it is known to lie in a folder
 */

/**
 * What was found in an item: a file, or a folder without anything in it.
 *
 * @typedef {DroppedFile | {folder: string}} Found
 */

/**
 * What a drop or a paste brings. Must be called while the event is being handled: after that the
 * browser forgets it.
 *
 * @param {DataTransfer} transfer
 * @returns {Item[]}
 */
export function itemsOf(transfer) {
    return [...transfer.items].filter(({ kind }) => kind === 'file').map(item => {
        const file = item.getAsFile();
        const getHandle = /** @type {any} */ (item).getAsFileSystemHandle; // not yet in the DOM's types
        return {
            handle: Promise.resolve(getHandle?.call(item)).catch(() => null).then(handle => handle ?? null),
            entry: item.webkitGetAsEntry?.() ?? null,
            file,
            path: file?.name ?? '',
        };
    });
}

/**
 * Files as an `<input>` or a test gives them.
 *
 * @param {Iterable<File>} files
 * @returns {Item[]}
 */
export function itemsOfFiles(files) {
    return Array.from(files, file => ({
        handle: Promise.resolve(null),
        entry: null,
        file,
        path: file.webkitRelativePath || file.name,
    }));
}

/**
 * What a picker gives.
 *
 * @param {FileSystemHandle[]} handles
 * @returns {Item[]}
 */
export function itemsOfHandles(handles) {
    return handles.map(handle => ({ handle: Promise.resolve(handle), entry: null, file: null, path: handle.name }));
}

/**
 * Finds all files in what was dropped, folders below folders.
 *
 * @param {Item[]} items
 * @param {(FileSystemHandle | null)[]} handles of the items, as far as there are any
 * @param {(name: string) => void} onUnreadable is told about what the browser does not let us read
 * @returns {AsyncGenerator<Found>} in the order in which they are found
 */
export async function* filesIn(items, handles, onUnreadable) {
    const kept = handles.filter(handle => handle !== null);
    for (const [i, { entry, file, path }] of items.entries()) {
        const handle = handles[i];
        if (handle !== null) {
            yield* inHandle(handle, '', kept.indexOf(handle), onUnreadable);
        } else if (entry?.isDirectory) {
            yield* inEntry(entry, onUnreadable);
        } else if (file !== null) {
            yield { path, file, handle: null };
        }
    }
}

/**
 * @param {FileSystemHandle} handle
 * @param {string} folder path that it is in, with a slash at its end; empty for none
 * @param {number} root index of the handle that was dropped
 * @param {(name: string) => void} onUnreadable
 * @returns {AsyncGenerator<Found>}
 */
async function* inHandle(handle, folder, root, onUnreadable) {
    const path = folder + handle.name;
    try {
        if (handle instanceof FileSystemFileHandle) {
            yield { path, file: await handle.getFile(), handle: root };
            return;
        }
        let isEmpty = true;
        for await (const inside of /** @type {any} */ (handle).values()) {
            isEmpty = false;
            yield* inHandle(inside, `${path}/`, root, onUnreadable);
        }
        if (isEmpty) {
            yield { folder: path };
        }
    } catch {
        onUnreadable(path);
    }
}

/**
 * @param {FileSystemEntry} entry
 * @param {(name: string) => void} onUnreadable
 * @returns {AsyncGenerator<Found>}
 */
async function* inEntry(entry, onUnreadable) {
    const path = entry.fullPath.replace(/^\//, '');
    try {
        if (entry.isFile) {
            const file = await new Promise((resolve, reject) => {
                /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject);
            });
            yield { path, file, handle: null };
            return;
        }
        const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
        const next = () => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        let some = /** @type {FileSystemEntry[]} */ (await next());
        if (some.length === 0) {
            yield { folder: path };
        }
        while (some.length > 0) { // a browser gives a hundred at a time
            for (const inside of some) {
                yield* inEntry(inside, onUnreadable);
            }
            some = /** @type {FileSystemEntry[]} */ (await next());
        }
    } catch {
        onUnreadable(path);
    }
}
