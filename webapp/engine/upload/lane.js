// @ts-check

/**
 * What is under way in a lane: `read` resolves when the next may begin, `sent` when it is over;
 * neither fails.
 *
 * @typedef {{read: Promise<unknown>, sent: Promise<void>}} UnderWay
 */

/** Does one thing after the other; each may overlap with the ends of those before. */
export class Lane {
    #begin;
    #most;
    #isRunning = false;
    /** @type {Set<Promise<void>>} */
    #underWay = new Set();

    /**
     * @param {() => UnderWay | null} begin begins what is next; null for nothing
     * @param {number} most how many may be under way
     */
    constructor(begin, most) {
        this.#begin = begin;
        this.#most = most;
    }

    /** Runs for as long as there is something to do; does nothing if it runs already. */
    async run() {
        if (this.#isRunning) {
            return;
        }
        this.#isRunning = true;
        for (let next = this.#begin(); next !== null; next = this.#begin()) {
            const sent = next.sent.finally(() => this.#underWay.delete(sent));
            this.#underWay.add(sent);
            await next.read;
            if (this.#underWay.size >= this.#most) {
                await Promise.race(this.#underWay);
            }
        }
        this.#isRunning = false;
    }
}
