// @ts-check

/** The browser does not have the file any more: the person has to choose it again. */
export class FileNeeded extends Error {
    constructor() {
        super('The file has to be chosen again');
        this.name = 'FileNeeded';
    }
}

/** The person has to allow reading the file again, by a click. */
export class PermissionNeeded extends Error {
    constructor() {
        super('Reading the file has to be allowed again');
        this.name = 'PermissionNeeded';
    }
}

/** The file is not what it was when its upload began. */
export class FileChanged extends Error {
    constructor() {
        super('The file has changed');
        this.name = 'FileChanged';
    }
}

/** The file was there and is not any more, or cannot be read. */
export class FileGone extends Error {
    constructor() {
        super('The file cannot be read');
        this.name = 'FileGone';
    }
}

/**
 * A file on the person's disk, and how to get at it again.
 */
export class FileSource {
    #file;
    #handle;
    #path;

    /**
     * @param {File | null} file as it was dropped or chosen, or the browser's copy of it; null after a reload
     * @param {FileSystemHandle | null} handle of the file, or of the folder that `path` begins with
     * @param {string} path
     */
    constructor(file, handle, path) {
        this.#file = file;
        this.#handle = handle;
        this.#path = path;
    }

    /** The handle that a person can allow to be read again; null where there is none. */
    get handle() {
        return this.#handle;
    }

    /**
     * The file as it is now where there is a handle, else as it was chosen.
     *
     * @param {boolean} [anew] whether what was opened before is of no use any more
     * @returns {Promise<File>}
     * @throws {FileNeeded | PermissionNeeded | FileGone}
     */
    async open(anew = false) {
        if (this.#file === null || anew) {
            this.#file = await this.#reopen();
        }
        return this.#file;
    }

    /**
     * @param {File} file the same, chosen again by the person
     * @param {FileSystemHandle | null} handle of it, or of a folder; null where the browser gives none
     * @param {string} path that begins with that folder
     */
    replace(file, handle, path) {
        this.#file = file;
        if (handle !== null) {
            this.#handle = handle;
            this.#path = path;
        }
    }

    /**
     * Makes sure that a file is what it was when it was opened.
     *
     * Without a handle this leaves it to the browser, which refuses to read a file that has changed
     * since it was chosen. Source: W3C File API, section 6, "snapshot state".
     *
     * @param {File} file
     * @throws {FileChanged | FileGone}
     */
    async verify(file) {
        if (this.#handle !== null) {
            const now = await this.#reopen();
            if (now.size !== file.size || now.lastModified !== file.lastModified) {
                throw new FileChanged();
            }
        } else {
            await read(file, 0, Math.min(1, file.size));
        }
    }

    async #reopen() {
        if (this.#handle === null) {
            throw new FileNeeded();
        }
        // a handle from earlier days may have to be allowed again
        const handle = /** @type {any} */ (this.#handle); // WICG File System Access, not yet in the DOM's types
        if (await handle.queryPermission?.({ mode: 'read' }) === 'prompt') {
            throw new PermissionNeeded();
        }
        try {
            return await fileBelow(this.#handle, this.#path);
        } catch (failure) {
            throw nameOf(failure) === 'NotAllowedError' ? new PermissionNeeded() : new FileGone();
        }
    }
}

/**
 * Some bytes of a file.
 *
 * @param {File} file
 * @param {number} from
 * @param {number} to
 * @returns {Promise<ArrayBuffer>}
 * @throws {FileChanged} if the file is not what it was when it was opened
 * @throws {FileGone}
 */
export async function read(file, from, to) {
    try {
        const bytes = await file.slice(from, to).arrayBuffer();
        if (bytes.byteLength !== to - from) {
            throw new FileChanged();
        }
        return bytes;
    } catch (failure) {
        // browsers do not tell a file that has changed from one that is gone
        throw nameOf(failure) === 'NotFoundError' ? new FileGone() : new FileChanged();
    }
}

/**
 * @param {FileSystemHandle} handle
 * @param {string} path
 */
async function fileBelow(handle, path) {
    if (handle instanceof FileSystemFileHandle) {
        return handle.getFile();
    }
    let folder = /** @type {FileSystemDirectoryHandle} */ (handle);
    const names = path.split('/').slice(1);
    for (const name of names.slice(0, -1)) {
        folder = await folder.getDirectoryHandle(name);
    }
    return (await folder.getFileHandle(names[names.length - 1])).getFile();
}

/** @param {unknown} failure */
function nameOf(failure) {
    return failure instanceof Error || failure instanceof DOMException ? failure.name : '';
}
