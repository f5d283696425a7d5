// @ts-check

/**
 * Waits for something that others wait for too, until the signal says to stop waiting.
 *
 * @template T
 * @param {Promise<T>} promise goes on, whatever the signal says
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 * @throws the signal's reason, when it is aborted before
 */
export function abortable(promise, signal) {
    return new Promise((resolve, reject) => {
        const leave = () => reject(signal.reason);
        if (signal.aborted) {
            leave();
        }
        signal.addEventListener('abort', leave, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
}
