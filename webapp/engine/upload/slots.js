// @ts-check

const FEWEST = 2;
const FIRST = 3;
const MOST = 6;

/** Milliseconds over which the throughput of one setting is measured. */
const PERIOD = 4000;

/** A change must be worth so much to be kept. */
const BETTER = 1.05;

/**
 * How many transfers run side by side: two to six, whatever brings most bytes a second.
 *
 * Climbs: tries one more, keeps it where that was faster, else goes the other way. After a failure
 * it goes back to two, for a server or a line that is in trouble.
 */
export class Slots {
    #limit = FIRST;
    #used = 0;
    /** @type {(() => void)[]} */
    #waiting = [];
    #step = 1;
    #bytes = 0;
    #since = performance.now();
    #lastRate = 0;

    /**
     * Waits for its turn, first come, first served.
     *
     * @param {AbortSignal} signal
     * @throws the signal's reason, when it is aborted before
     */
    async take(signal) {
        signal.throwIfAborted();
        if (this.#used < this.#limit) {
            this.#used++;
            return;
        }
        await new Promise((resolve, reject) => {
            const turn = () => {
                signal.removeEventListener('abort', leave);
                this.#used++;
                resolve(undefined);
            };
            const leave = () => {
                this.#waiting = this.#waiting.filter(other => other !== turn);
                reject(signal.reason);
            };
            signal.addEventListener('abort', leave, { once: true });
            this.#waiting.push(turn);
        });
    }

    /** Gives a slot back. */
    release() {
        this.#used--;
        this.#admit();
    }

    /** @param {number} bytes that have just been transferred */
    transferred(bytes) {
        this.#bytes += bytes;
        const elapsed = performance.now() - this.#since;
        if (elapsed >= PERIOD && this.#used >= this.#limit) {
            this.#climb(this.#bytes / elapsed);
        } else if (this.#used < this.#limit) {
            this.#begin(); // not all slots were needed: the rate tells nothing about their number
        }
    }

    /** Takes note that a transfer has failed. */
    failed() {
        this.#limit = FEWEST;
        this.#lastRate = 0;
        this.#begin();
    }

    /** @param {number} rate */
    #climb(rate) {
        if (rate < this.#lastRate * BETTER) {
            this.#step = -this.#step;
        }
        this.#lastRate = rate;
        this.#limit = Math.min(MOST, Math.max(FEWEST, this.#limit + this.#step));
        this.#begin();
        this.#admit();
    }

    #begin() {
        this.#bytes = 0;
        this.#since = performance.now();
    }

    #admit() {
        while (this.#used < this.#limit && this.#waiting.length > 0) {
            this.#waiting.shift()?.();
        }
    }
}
