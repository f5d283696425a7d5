// @ts-check

const FIRST = 1000;
const MOST = 30_000;

/**
 * How long to wait before the next try: twice as long each time, from one second to half a minute,
 * and somewhere between half of that and all of it, so that not everybody comes back at once.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
export class BackOff {
    #tries = 0;

    /** How many delays were asked for since the last success. */
    get tries() {
        return this.#tries;
    }

    /** The next delay, in milliseconds. */
    next() {
        const whole = Math.min(MOST, FIRST * 2 ** this.#tries++);
        return whole * (0.5 + Math.random() / 2);
    }

    /** To be called after a success. */
    reset() {
        this.#tries = 0;
    }
}

/**
 * Waits, but not longer than until the browser is back on line.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @throws the signal's reason, when it is aborted
 */
export function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const done = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', done);
            globalThis.removeEventListener('online', done);
            signal.aborted ? reject(signal.reason) : resolve(undefined);
        };
        const timer = setTimeout(done, milliseconds);
        signal.addEventListener('abort', done);
        globalThis.addEventListener('online', done);
        if (signal.aborted) {
            done();
        }
    });
}
