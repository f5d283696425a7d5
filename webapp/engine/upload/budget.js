// @ts-check

/**
 * Bounds the bytes that are held in memory, whatever the size of the files.
 */
export class Budget {
    #left;
    /** @type {{bytes: number, admit: () => void}[]} */
    #waiting = [];

    /** @param {number} bytes */
    constructor(bytes) {
        this.#left = bytes;
    }

    /**
     * Waits until so much may be held.
     *
     * @param {number} bytes not more than the whole budget
     * @param {AbortSignal} signal
     * @throws the signal's reason, when it is aborted before
     */
    async take(bytes, signal) {
        signal.throwIfAborted();
        if (this.#left >= bytes && this.#waiting.length === 0) {
            this.#left -= bytes;
            return;
        }
        await new Promise((resolve, reject) => {
            const waiting = {
                bytes,
                admit: () => {
                    signal.removeEventListener('abort', leave);
                    this.#left -= bytes;
                    resolve(undefined);
                },
            };
            const leave = () => {
                this.#waiting = this.#waiting.filter(other => other !== waiting);
                this.#admit();
                reject(signal.reason);
            };
            signal.addEventListener('abort', leave, { once: true });
            this.#waiting.push(waiting);
        });
    }

    /**
     * Counts what has to be held in any case, so that others wait the longer.
     *
     * @param {number} bytes
     */
    force(bytes) {
        this.#left -= bytes;
    }

    /** @param {number} bytes that are not held any more */
    release(bytes) {
        this.#left += bytes;
        this.#admit();
    }

    #admit() {
        while (this.#waiting.length > 0 && this.#waiting[0].bytes <= this.#left) {
            this.#waiting.shift()?.admit();
        }
    }
}
