// @ts-check

/**
 * Passes on the newest of many hints, for each namespace at most once in a while.
 */
export class Latest {
    #pause;
    #pass;
    #held = false;
    /** @type {Map<string, number>} what waits */
    #waiting = new Map();
    /** @type {number | undefined} */
    #timer;

    /**
     * @param {number} pause in milliseconds
     * @param {(namespaceId: string, seq: number) => void} pass
     */
    constructor(pause, pass) {
        this.#pause = pause;
        this.#pass = pass;
    }

    /**
     * @param {string} namespaceId
     * @param {number} seq
     */
    tell(namespaceId, seq) {
        this.#waiting.set(namespaceId, Math.max(seq, this.#waiting.get(namespaceId) ?? 0));
        this.#flush();
    }

    /** @param {boolean} held whether to keep everything until it is wanted again */
    hold(held) {
        this.#held = held;
        this.#flush();
    }

    #flush() {
        if (this.#held || this.#timer !== undefined || this.#waiting.size === 0) {
            return;
        }
        for (const [namespaceId, seq] of this.#waiting) {
            this.#pass(namespaceId, seq);
        }
        this.#waiting.clear();
        this.#timer = setTimeout(() => {
            this.#timer = undefined;
            this.#flush();
        }, this.#pause);
    }
}
