// @ts-check
import { Unreachable } from './problem.js';

/** A request that shows no progress for so many milliseconds is given up. */
const STALL = 60_000;

/** A signed request is not begun when it is good for less than this many milliseconds. */
const MARGIN = 10_000;

/**
 * A signed request to the store: to be sent with exactly these headers, before it expires.
 *
 * @typedef {object} SignedRequest
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {number} deadline by `performance.now()`: clocks of people's machines may be wrong
 */

/**
 * Whether it is too late to begin a signed request, or nearly so.
 *
 * @param {SignedRequest} request
 */
export function isOver(request) {
    return request.deadline - performance.now() < MARGIN;
}

/**
 * Sends a body to the store. By XMLHttpRequest, which alone tells how far it has come.
 *
 * A body made of slices of a file costs no memory: the browser reads them as it sends them.
 *
 * @param {SignedRequest} request
 * @param {Blob} body
 * @param {(sent: number) => void} onProgress bytes sent so far
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the status of the answer, whatever it is
 * @throws {Unreachable} if there is none; the store may have the body all the same
 * @throws the signal's reason, when it is aborted
 */
export function put(request, body, onProgress, signal) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const xhr = new XMLHttpRequest();
        const end = () => {
            clearTimeout(stall);
            signal.removeEventListener('abort', abort);
        };
        const fail = (/** @type {unknown} */ failure) => {
            end();
            reject(failure);
        };
        const abort = () => {
            xhr.abort();
            fail(signal.reason);
        };
        const giveUp = () => {
            xhr.abort();
            fail(new Unreachable());
        };
        let stall = setTimeout(giveUp, STALL);
        signal.addEventListener('abort', abort);
        xhr.upload.onprogress = event => {
            clearTimeout(stall);
            stall = setTimeout(giveUp, STALL);
            onProgress(event.loaded);
        };
        xhr.onerror = () => fail(new Unreachable());
        xhr.onload = () => {
            end();
            resolve(xhr.status);
        };
        xhr.open('PUT', request.url);
        for (const [name, value] of Object.entries(request.headers)) {
            if (name !== 'content-length') { // the browser's own
                xhr.setRequestHeader(name, value);
            }
        }
        xhr.send(body);
    });
}

/**
 * Fetches what a signed request names.
 *
 * @param {{url: string, headers: Record<string, string>}} request
 * @param {(received: number) => void} onProgress bytes that came since the last call
 * @param {AbortSignal} signal
 * @returns {Promise<{status: number, bytes: Uint8Array<ArrayBuffer>}>} no bytes unless the status is 200
 *     or 206
 * @throws {Unreachable} if no answer comes, or only a part of it
 * @throws the signal's reason, when it is aborted
 */
export async function get(request, onProgress, signal) {
    const stalled = new AbortController();
    const giveUp = () => stalled.abort(new Unreachable());
    let stall = setTimeout(giveUp, STALL);
    try {
        const response = await fetch(request.url, {
            headers: request.headers,
            signal: AbortSignal.any([signal, stalled.signal]),
        });
        if (response.status !== 200 && response.status !== 206) {
            await response.body?.cancel();
            return { status: response.status, bytes: new Uint8Array() };
        }
        let bytes = new Uint8Array(Number(response.headers.get('Content-Length')) || 1 << 20);
        let length = 0;
        const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
        for (let read = await reader.read(); !read.done; read = await reader.read()) {
            clearTimeout(stall);
            stall = setTimeout(giveUp, STALL);
            if (length + read.value.length > bytes.length) {
                const larger = new Uint8Array(2 * (length + read.value.length));
                larger.set(bytes);
                bytes = larger;
            }
            bytes.set(read.value, length);
            length += read.value.length;
            onProgress(read.value.length);
        }
        return { status: response.status, bytes: bytes.subarray(0, length) };
    } catch (failure) {
        signal.throwIfAborted();
        throw failure instanceof Unreachable ? failure : new Unreachable();
    } finally {
        clearTimeout(stall);
    }
}
