// @ts-check
import { BackOff, pause } from './back-off.js';
import { Problem, Unreachable } from './problem.js';
import { SignedOut } from './access-token.js';

/** @typedef {import('./access-token.js').AccessToken} AccessToken */
/** @typedef {import('./store.js').SignedRequest} SignedRequest */
/** @typedef {import('./troubles.js').Troubles} Troubles */

/** A request without an answer for so many milliseconds is sent again. */
const TIMEOUT = 120_000;

/** How often a request is sent again that makes the server stumble: it may be the request's fault. */
const MOST_FAULTS = 6;

/**
 * A file or folder as lists and lookups tell it.
 *
 * @typedef {object} Entry
 * @property {string} [fileId]
 * @property {string} [folderId] of a folder itself, or the folder that a file is in
 * @property {string} [fileName]
 * @property {string} [folderName]
 * @property {string} [versionId]
 * @property {string} [fingerprint]
 * @property {{fileSize?: number, updatedAt: string}} metadata
 */

/**
 * @typedef {object} PackOffer
 * @property {number} pack
 * @property {number} size
 * @property {string} checkSum
 * @property {{fingerprint: string, size: number, storedSize: number, encoding: string}[]} chunks
 */

/**
 * @typedef {object} OperationResult
 * @property {'OK' | 'CONFLICT' | 'MISSING_CHUNKS' | 'REJECTED'} status
 * @property {string} [nodeId]
 * @property {string} [versionId]
 * @property {string} [name]
 * @property {string} [conflictVersionId]
 * @property {number[]} [missing]
 * @property {{type: string, title: string, detail: string, status: number}} [problem]
 */

/**
 * @typedef {SignedRequest & {chunks: FetchedChunk[]}} Extent
 * @typedef {{index: number, offset: number, storedSize: number, size: number, encoding: string,
 *     fingerprint: string}} FetchedChunk
 */

/**
 * @typedef {SignedRequest & {versionId: string}} Download
 */

/**
 * The server's API, as far as bytes are concerned.
 *
 * Every call can be repeated, and is, for as long as the server cannot be reached or says that it
 * cannot answer now; a person sees meanwhile what is waited for. A call throws `Problem` when the
 * server refuses, `SignedOut` when nobody is signed in any more, and the signal's reason when it is
 * aborted.
 */
export class Api {
    #token;
    #troubles;
    #base;

    /**
     * @param {AccessToken} token
     * @param {Troubles} troubles
     * @param {string} [base] path above all calls
     */
    constructor(token, troubles, base = '/api/v1') {
        this.#token = token;
        this.#troubles = troubles;
        this.#base = base;
    }

    /**
     * @param {string} namespaceId
     * @param {number} expectedBytes
     * @param {AbortSignal} signal
     * @returns {Promise<{uploadId: string, packSize: number, maxPackSize: number}>}
     */
    openUpload(namespaceId, expectedBytes, signal) {
        return this.#json('POST', '/uploads', signal, { json: { namespaceId, expectedBytes } });
    }

    /**
     * @param {string} uploadId
     * @param {Uint8Array<ArrayBuffer>} entries of a `ChunkList`, at most 20,000
     * @param {AbortSignal} signal
     * @returns {Promise<number[]>} which of them have to be sent
     */
    async missing(uploadId, entries, signal) {
        const answer = await this.#json('POST', `/uploads/${uploadId}/missing`, signal, { bytes: entries });
        return answer.missing;
    }

    /**
     * @param {string} uploadId
     * @param {PackOffer[]} packs at most 64
     * @param {AbortSignal} signal
     * @returns {Promise<(SignedRequest & {chunkStatus: string})[]>} without URL for a pack that is in
     *     the store
     */
    packs(uploadId, packs, signal) {
        const read = async (/** @type {Response} */ answer) => withDeadlines(await answer.json(), answer);
        return this.#call('POST', `/uploads/${uploadId}/packs`, signal, { json: { packs } }, read);
    }

    /**
     * @param {string} uploadId
     * @param {AbortSignal} signal
     * @returns {Promise<{packs: {pack: number, chunkStatus: string}[]}>}
     */
    upload(uploadId, signal) {
        return this.#json('GET', `/uploads/${uploadId}`, signal);
    }

    /**
     * Gives up what of an upload no commit has taken.
     *
     * @param {string} uploadId
     * @param {AbortSignal} signal
     */
    async endUpload(uploadId, signal) {
        await this.#call('DELETE', `/uploads/${uploadId}`, signal, {}, answer => answer.text());
    }

    /**
     * @param {string} body JSON
     * @param {string} key the same for every try of the same commit
     * @param {AbortSignal} signal
     * @returns {Promise<{results: OperationResult[]}>}
     */
    commit(body, key, signal) {
        return this.#json('POST', '/commit', signal, { text: body, key });
    }

    /**
     * @param {string} folderId
     * @param {string[]} names at most 1,000
     * @param {AbortSignal} signal
     * @returns {Promise<{files: Entry[], folders: Entry[]}>}
     */
    lookUp(folderId, names, signal) {
        return this.#json('POST', `/folders/${folderId}/lookup`, signal, { json: { names } });
    }

    /**
     * @param {string} folderId
     * @param {AbortSignal} signal
     * @returns {Promise<{folderName: string}>}
     */
    folder(folderId, signal) {
        return this.#json('GET', `/folders/${folderId}`, signal);
    }

    /**
     * The manifest of a version, in binary form.
     *
     * @param {string} folderId
     * @param {string} fileId
     * @param {string} versionId
     * @param {AbortSignal} signal
     */
    async manifest(folderId, fileId, versionId, signal) {
        const path = `/folders/${folderId}/files/${fileId}/manifest?versionId=${versionId}`;
        return /** @type {ArrayBuffer} */ (await this.#call('GET', path, signal, {}, answer => answer.arrayBuffer()));
    }

    /**
     * @param {string} fileId
     * @param {string} versionId
     * @param {number} from index of the first chunk
     * @param {number} count how many chunks
     * @param {AbortSignal} signal
     * @returns {Promise<Extent[]>} none if there is no such version, or not for this person
     */
    extents(fileId, versionId, from, count, signal) {
        const read = async (/** @type {Response} */ answer) => withDeadlines((await answer.json()).extents, answer);
        const json = { files: [{ fileId, versionId, from, count }] };
        return this.#call('POST', '/extents', signal, { json }, read);
    }

    /**
     * @param {string} folderId
     * @param {string} fileId
     * @param {string | undefined} versionId undefined for the newest
     * @param {AbortSignal} signal
     * @returns {Promise<Download>}
     */
    download(folderId, fileId, versionId, signal) {
        const version = versionId === undefined ? '' : `?versionId=${versionId}`;
        const path = `/folders/${folderId}/files/${fileId}/pre-signed-url${version}`;
        const read = async (/** @type {Response} */ answer) => withDeadlines([await answer.json()], answer)[0];
        return this.#call('GET', path, signal, {}, read);
    }

    /**
     * @param {string} method
     * @param {string} path
     * @param {AbortSignal} signal
     * @param {{json?: object, text?: string, bytes?: Uint8Array<ArrayBuffer>, key?: string}} [request]
     */
    #json(method, path, signal, request = {}) {
        return this.#call(method, path, signal, request, answer => answer.json());
    }

    /**
     * @param {string} method
     * @param {string} path
     * @param {AbortSignal} signal
     * @param {{json?: object, text?: string, bytes?: Uint8Array<ArrayBuffer>, key?: string}} request
     * @param {(answer: Response) => Promise<any>} read the answer's body
     */
    async #call(method, path, signal, request, read) {
        const backOff = new BackOff();
        for (let refusals = 0; ;) {
            signal.throwIfAborted();
            try {
                const token = await this.#token.get();
                const response = await fetch(this.#base + path, {
                    method,
                    headers: headers(token, request),
                    body: request.bytes ?? request.text ?? (request.json && JSON.stringify(request.json)),
                    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
                }).catch(() => {
                    throw new Unreachable();
                });
                if (response.status === 401 && refusals++ === 0) {
                    this.#token.refused(token);
                    continue;
                }
                if (response.status === 401) {
                    throw new SignedOut();
                }
                if (!response.ok) {
                    throw await Problem.of(response);
                }
                const answer = await read(response).catch(() => {
                    throw new Unreachable();
                });
                this.#troubles.end('server', 'signedOut', 'visitOver');
                return answer;
            } catch (failure) {
                signal.throwIfAborted();
                await this.#waitAfter(failure, backOff, signal);
            }
        }
    }

    /**
     * @param {unknown} failure thrown again unless another try may help
     * @param {BackOff} backOff
     * @param {AbortSignal} signal
     */
    async #waitAfter(failure, backOff, signal) {
        const mayPass = failure instanceof Unreachable || failure instanceof Problem && failure.isPassing;
        const isFault = failure instanceof Problem && failure.status === 500;
        if (!mayPass || isFault && backOff.tries >= MOST_FAULTS) {
            throw failure;
        }
        const asked = failure instanceof Problem ? failure.retryAfter ?? 0 : 0;
        const delay = Math.max(backOff.next(), asked);
        this.#troubles.begin('server', delay);
        await pause(delay, signal);
    }
}

/**
 * Reckons by the server's own clock how long its signed requests are good.
 *
 * @param {any[]} requests
 * @param {Response} answer that brought them
 */
function withDeadlines(requests, answer) {
    const sent = Date.parse(answer.headers.get('Date') ?? '') || Date.now();
    for (const request of requests) {
        request.deadline = performance.now() + Date.parse(request.expiresAt) - sent;
    }
    return requests;
}

/**
 * @param {string} token
 * @param {{json?: object, text?: string, bytes?: Uint8Array<ArrayBuffer>, key?: string}} request
 */
function headers(token, request) {
    /** @type {Record<string, string>} */
    const headers = { Authorization: `Bearer ${token}` };
    if (request.bytes) {
        headers['Content-Type'] = 'application/octet-stream';
    } else if (request.json || request.text) {
        headers['Content-Type'] = 'application/json';
    }
    if (request.key) {
        headers['Idempotency-Key'] = request.key;
    }
    return headers;
}
