// @ts-check

/** Milliseconds that a rate is taken over. */
const PERIOD = 8000;

/** Measures how fast bytes come. */
export class Meter {
    /** @type {{time: number, bytes: number}[]} */
    #samples = [];

    /** @param {number} bytes done so far */
    note(bytes) {
        const time = performance.now();
        this.#samples.push({ time, bytes });
        while (this.#samples.length > 2 && time - this.#samples[0].time > PERIOD) {
            this.#samples.shift();
        }
    }

    /** Bytes a second over the last seconds; 0 until that can be said. */
    get rate() {
        const first = this.#samples[0];
        const last = this.#samples[this.#samples.length - 1];
        const elapsed = this.#samples.length < 2 ? 0 : last.time - first.time;
        return elapsed < 500 ? 0 : Math.max(0, (last.bytes - first.bytes) / elapsed * 1000);
    }

    /** Forgets everything: what comes next is another matter. */
    reset() {
        this.#samples = [];
    }
}
