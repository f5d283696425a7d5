// @ts-check

/** @typedef {(Uint8Array<ArrayBuffer> | null)[]} Stored */

/** Compressing takes a whole thread; one core is left for everything else. */
const MOST_WORKERS = Math.min(2, Math.max(1, navigator.hardwareConcurrency - 1));

/** Compresses chunks on threads of their own, which start when they are first needed. */
export class Compressors {
    /** @type {Worker[]} */
    #workers = [];
    /** @type {Map<number, {done: (stored: Stored) => void, failed: (failure: unknown) => void}>} */
    #jobs = new Map();
    #lastJob = 0;

    /**
     * @param {Uint8Array<ArrayBuffer>[]} chunks are copied
     * @returns {Promise<Stored>} gzip of each, or null where that is not much shorter
     */
    compress(chunks) {
        const job = ++this.#lastJob;
        const copies = chunks.map(chunk => chunk.slice());
        return new Promise((done, failed) => {
            this.#jobs.set(job, { done, failed });
            this.#worker(job).postMessage({ job, chunks: copies }, copies.map(copy => copy.buffer));
        });
    }

    /** @param {number} job */
    #worker(job) {
        const i = job % MOST_WORKERS;
        this.#workers[i] ??= this.#start();
        return this.#workers[i];
    }

    #start() {
        const worker = new Worker(new URL('./compression-worker.js', import.meta.url), { type: 'module' });
        worker.onmessage = ({ data }) => {
            this.#jobs.get(data.job)?.done(data.stored);
            this.#jobs.delete(data.job);
        };
        worker.onerror = event => {
            const failure = new Error(`The compression worker failed: ${event.message}`);
            this.#jobs.forEach(job => job.failed(failure));
            this.#jobs.clear();
            this.#workers = this.#workers.filter(other => other !== worker);
        };
        return worker;
    }
}
