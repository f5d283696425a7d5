// @ts-check
import { Bundle, BUNDLE_BYTES, BUNDLE_FILES } from './bundle.js';
import { Lane } from './lane.js';
import { StreamedUpload } from './streamed-upload.js';

/** @typedef {import('./file-upload.js').FileUpload} FileUpload */
/** @typedef {import('./works.js').Works} Works */

/** Large files whose last packs may be under way while the next one is read. */
const MOST_STREAMS = 8;

/** Bundles that may be under way while the next one is read. */
const MOST_BUNDLES = 4;

/**
 * What became of an upload that was under way.
 *
 * @typedef {'done' | 'identical' | 'missing' | Error} Outcome
 */

/**
 * What is next, and what is under way.
 *
 * Small files go in bundles, one drop after the other. Larger ones are read one at a time, in their
 * order; while the end of one is still being sent the next is read. Both go side by side, so a
 * small file does not wait for a large one.
 */
export class UploadQueue {
    #works;
    #onEnd;
    #life;
    /** @type {FileUpload[]} */
    #smallOnes = [];
    /** @type {FileUpload[]} */
    #largerOnes = [];
    #bundles = new Lane(() => this.#beginBundle(), MOST_BUNDLES);
    #streams = new Lane(() => this.#beginStream(), MOST_STREAMS);
    #isHalted = false;

    /**
     * @param {Works} works
     * @param {(upload: FileUpload, outcome: Outcome) => void} onEnd
     * @param {AbortSignal} life ends everything
     */
    constructor(works, onEnd, life) {
        this.#works = works;
        this.#onEnd = onEnd;
        this.#life = life;
    }

    /** Whether nothing more begins for the time being. */
    get isHalted() {
        return this.#isHalted;
    }

    /**
     * Lets an upload wait for its turn. One that does not wait any more when it comes is passed over.
     *
     * @param {FileUpload} upload
     */
    add(upload) {
        (upload.isSmall ? this.#smallOnes : this.#largerOnes).push(upload);
    }

    /** Begins what can begin. */
    run() {
        this.#bundles.run();
        this.#streams.run();
    }

    /** Begins nothing more until it goes on. */
    halt() {
        this.#isHalted = true;
    }

    goOn() {
        this.#isHalted = false;
        this.run();
    }

    /** Begins the next bundle of small files, if any wait. */
    #beginBundle() {
        const uploads = this.#nextBundle();
        return uploads.length > 0 ? this.#sendBundle(uploads) : null;
    }

    /** Begins the next larger file, if any waits. */
    #beginStream() {
        const upload = this.#nextLarger();
        return upload ? this.#sendOne(upload) : null;
    }

    /** Waiting small files of one drop. */
    #nextBundle() {
        /** @type {FileUpload[]} */
        const uploads = [];
        let bytes = 0;
        while (!this.#isHalted && this.#smallOnes.length > 0 && uploads.length < BUNDLE_FILES) {
            const upload = this.#smallOnes[0];
            const isNext = upload.state === 'waiting' && upload.work === null;
            if (isNext && uploads.length > 0) {
                const fits = upload.drop === uploads[0].drop && bytes + upload.size <= BUNDLE_BYTES;
                if (!fits) {
                    break;
                }
            }
            this.#smallOnes.shift();
            if (isNext && !uploads.includes(upload)) {
                uploads.push(upload);
                bytes += upload.size;
            }
        }
        return uploads;
    }

    #nextLarger() {
        while (!this.#isHalted && this.#largerOnes.length > 0) {
            const upload = this.#largerOnes.shift();
            if (upload?.state === 'waiting' && upload.work === null) {
                return upload;
            }
        }
        return null;
    }

    /** @param {FileUpload[]} uploads */
    #sendBundle(uploads) {
        const work = new AbortController();
        const signal = AbortSignal.any([work.signal, this.#life]);
        uploads.forEach(upload => upload.work = work);
        /** @type {Set<FileUpload>} */
        const open = new Set(uploads);
        const bundle = new Bundle(uploads, this.#works, (upload, outcome) => {
            open.delete(upload);
            this.#onEnd(upload, outcome);
        }, signal);
        const read = bundle.read();
        const sent = read.then(() => bundle.send()).catch(failure => {
            open.forEach(upload => this.#onEnd(upload, failure));
        }).finally(() => bundle.release());
        return { read: read.catch(() => {}), sent };
    }

    /** @param {FileUpload} upload */
    #sendOne(upload) {
        const work = new AbortController();
        upload.work = work;
        const stream = new StreamedUpload(upload, this.#works, AbortSignal.any([work.signal, this.#life]));
        const sent = stream.run().then(
            outcome => this.#onEnd(upload, outcome),
            failure => this.#onEnd(upload, failure),
        );
        return { read: stream.wasRead, sent };
    }
}
