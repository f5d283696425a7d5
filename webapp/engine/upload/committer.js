// @ts-check
import { Batcher } from '../wire/batcher.js';
import { Problem } from '../wire/problem.js';

/** @typedef {import('../wire/api.js').Api} Api */
/** @typedef {import('../wire/api.js').OperationResult} OperationResult */
/** @typedef {import('./drop-folders.js').DropFolder} DropFolder */
/** @typedef {import('./upload-session.js').UploadSession} UploadSession */

const MOST_OPERATIONS = 1000;
const MOST_UPLOADS = 100;

/** Bytes of a request's body; a little less than the server takes. */
const MOST_BYTES = 7.9 * 1024 * 1024;

/** Bytes of what is around an operation, and of letters that need more than one. */
const OVERHEAD = 500;

/**
 * A file that is ready to be put into its folder, or a folder alone.
 *
 * @typedef {object} Putting
 * @property {DropFolder} folder
 * @property {string} operation the members of the operation but `op` and `parentId`, as JSON; empty
 *     for a folder alone
 * @property {Iterable<UploadSession>} sessions that its chunks came with
 */

/**
 * The members of a PUT but its parent.
 *
 * @typedef {object} Put
 * @property {string} name
 * @property {string} [nodeId]
 * @property {string} [baseVersionId]
 * @property {number} size
 * @property {string} modifiedTime
 * @property {string} [fileType]
 * @property {boolean} executable
 * @property {string} fingerprint
 * @property {{avg: number, chunks: [string, number][]}} manifest
 * @property {boolean} exact
 */

/**
 * Puts files into folders, many with one request, and makes the folders on the way.
 */
export class Committer {
    #api;
    #namespaceId;
    #onChange;
    #life;
    /** @type {Batcher<Putting, OperationResult>} */
    #batcher = new Batcher(puttings => this.#send(puttings), share);

    /**
     * @param {Api} api
     * @param {string} namespaceId
     * @param {(folderIds: Set<string>) => void} onChange is told in which folders something changed
     * @param {AbortSignal} life ends all requests
     */
    constructor(api, namespaceId, onChange, life) {
        this.#api = api;
        this.#namespaceId = namespaceId;
        this.#onChange = onChange;
        this.#life = life;
    }

    /**
     * Safe to repeat: a file that is there with the same content is not put there again.
     *
     * @param {DropFolder} folder
     * @param {Put} put
     * @param {Iterable<UploadSession>} sessions that its chunks came with
     * @returns {Promise<OperationResult>} of the file; where its folder could not be made, of the folder
     * @throws {Problem} if the server refuses the request
     */
    commit(folder, put, sessions) {
        return this.#batcher.ask({ folder, operation: JSON.stringify(put).slice(1), sessions });
    }

    /**
     * Makes a folder, and those that it is in. One that is there already will do.
     *
     * @param {DropFolder} folder
     * @returns {Promise<OperationResult | null>} null if it was there
     */
    async makeFolder(folder) {
        return folder.id === null ? this.#batcher.ask({ folder, operation: '', sessions: [] }) : null;
    }

    /**
     * @param {Putting[]} puttings
     * @returns {Promise<OperationResult[]>}
     */
    async #send(puttings) {
        const sessions = new Set(puttings.flatMap(putting => [...putting.sessions]));
        const uploads = await Promise.all([...sessions].map(session => session.id()));
        /** @type {string[]} */
        const operations = [];
        /** @type {Map<DropFolder, number>} */
        const made = new Map();
        const places = puttings.map(({ folder, operation }) => {
            const parent = reference(folder, operations, made);
            return operation === ''
                ? made.get(folder) ?? 0
                : operations.push(`{"op":"PUT","parentId":"${parent}",${operation}`) - 1;
        });
        if (operations.length === 0) {
            return []; // folders that have been made meanwhile
        }
        const head = JSON.stringify({ namespaceId: this.#namespaceId, uploads }).slice(0, -1);
        const body = `${head},"ops":[${operations.join(',')}]}`;
        try {
            const { results } = await this.#api.commit(body, crypto.randomUUID(), this.#life);
            return this.#understand(puttings, places, made, results);
        } catch (failure) {
            const isBad = failure instanceof Problem && (failure.status === 400 || failure.status === 413);
            if (!isBad || puttings.length === 1) {
                throw failure;
            }
            // one of them spoils the request: the others go without it
            const half = puttings.length >> 1;
            return [...await this.#send(puttings.slice(0, half)), ...await this.#send(puttings.slice(half))];
        }
    }

    /**
     * @param {Putting[]} puttings
     * @param {number[]} places of their operations
     * @param {Map<DropFolder, number>} made places of the operations that make folders
     * @param {OperationResult[]} results
     */
    #understand(puttings, places, made, results) {
        const changed = new Set();
        for (const [folder, place] of made) {
            folder.id = results[place].nodeId ?? null;
            changed.add(folder.parent?.id);
        }
        const answers = puttings.map(({ folder }, i) => {
            if (folder.id === null) {
                return causeOf(folder, made, results);
            }
            const result = results[places[i]];
            if (result.nodeId) {
                changed.add(folder.id);
            }
            return result;
        });
        changed.delete(null);
        changed.delete(undefined);
        this.#onChange(changed);
        return answers;
    }
}

/**
 * Names a folder in an operation. One that is not there yet is made by operations before.
 *
 * @param {DropFolder} folder
 * @param {string[]} operations
 * @param {Map<DropFolder, number>} made
 * @returns {string}
 */
function reference(folder, operations, made) {
    if (folder.id !== null) {
        return folder.id;
    }
    let place = made.get(folder);
    if (place === undefined) {
        const parentId = reference(/** @type {DropFolder} */ (folder.parent), operations, made);
        place = operations.push(JSON.stringify({ op: 'MKDIR', parentId, name: folder.name, exact: false })) - 1;
        made.set(folder, place);
    }
    return `$${place}`;
}

/**
 * What went wrong with the uppermost folder that could not be made.
 *
 * @param {DropFolder} folder
 * @param {Map<DropFolder, number>} made
 * @param {OperationResult[]} results
 */
function causeOf(folder, made, results) {
    let cause = folder;
    while (cause.parent !== null && cause.parent.id === null) {
        cause = cause.parent;
    }
    return results[/** @type {number} */ (made.get(cause))];
}

/**
 * How many of the first files go with one request.
 *
 * @param {Putting[]} waiting
 */
function share(waiting) {
    /** @type {Set<DropFolder>} */
    const folders = new Set();
    /** @type {Set<UploadSession>} */
    const sessions = new Set();
    let bytes = 0;
    const tooMany = waiting.findIndex(({ folder, operation, sessions: needed }, i) => {
        for (let at = folder; at.id === null && at.parent !== null; at = at.parent) {
            folders.add(at);
        }
        for (const session of needed) {
            sessions.add(session);
        }
        bytes += operation.length + OVERHEAD;
        const isTooLong = bytes + folders.size * OVERHEAD > MOST_BYTES;
        return i + 1 + folders.size > MOST_OPERATIONS || sessions.size > MOST_UPLOADS || isTooLong;
    });
    return tooMany < 0 ? waiting.length : tooMany;
}
