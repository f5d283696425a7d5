// @ts-check

/** Milliseconds in which questions gather before the first request goes. */
const GATHER = 5;

/**
 * Puts many small questions into few requests: while one request is under way, whatever is asked
 * waits, and then goes together.
 *
 * @template Q, A
 */
export class Batcher {
    #send;
    #share;
    /** @type {{question: Q, answered: (answer: A) => void, failed: (failure: unknown) => void}[]} */
    #waiting = [];
    #isBusy = false;

    /**
     * @param {(questions: Q[]) => Promise<A[]>} send answers in the order of the questions; a
     *     failure is everybody's
     * @param {(waiting: Q[]) => number} share how many of those that wait go together: the first so
     *     many, and one at least
     */
    constructor(send, share) {
        this.#send = send;
        this.#share = share;
    }

    /**
     * @param {Q} question
     * @returns {Promise<A>}
     */
    ask(question) {
        return new Promise((answered, failed) => {
            this.#waiting.push({ question, answered, failed });
            if (!this.#isBusy) {
                this.#isBusy = true;
                setTimeout(() => this.#drain(), GATHER);
            }
        });
    }

    async #drain() {
        while (this.#waiting.length > 0) {
            const count = Math.max(1, this.#share(this.#waiting.map(waiting => waiting.question)));
            const batch = this.#waiting.splice(0, count);
            try {
                const answers = await this.#send(batch.map(waiting => waiting.question));
                batch.forEach((waiting, i) => waiting.answered(answers[i]));
            } catch (failure) {
                batch.forEach(waiting => waiting.failed(failure));
            }
        }
        this.#isBusy = false;
    }
}

/**
 * How many of the first weights do not exceed a limit together.
 *
 * @param {number[]} weights
 * @param {number} limit
 */
export function fitting(weights, limit) {
    let sum = 0;
    const tooMany = weights.findIndex(weight => (sum += weight) > limit);
    return tooMany < 0 ? weights.length : tooMany;
}
