// @ts-check
import { Meter } from './meter.js';

/** @typedef {import('./download/file-download.js').DownloadState} DownloadState */
/** @typedef {import('./download/file-download.js').FileDownload} FileDownload */
/** @typedef {import('./upload/file-upload.js').FileUpload} FileUpload */
/** @typedef {import('./upload/file-upload.js').Reason} Reason */
/** @typedef {import('./upload/file-upload.js').UploadState} UploadState */

/**
 * A transfer as the panel shows it.
 *
 * @typedef {object} Row
 * @property {string} id
 * @property {'up' | 'down'} kind
 * @property {string | null} drop the gesture that an upload came with
 * @property {string} path below the target folder; of a download the file's name
 * @property {UploadState | DownloadState} state
 * @property {Reason | null} reason
 * @property {number} size bytes
 * @property {number} done bytes of `size` that are there
 * @property {number} moved bytes that went over the line for it
 * @property {number} rate bytes of `size` a second; 0 if unknown
 * @property {boolean} isBrief whether it is over so soon that it cannot be paused by itself
 */

/**
 * All transfers since there was last nothing to do.
 *
 * @typedef {object} Totals
 * @property {number} count
 * @property {number} finished how many of them
 * @property {number} size bytes of all
 * @property {number} done bytes that are there
 * @property {number} rate bytes a second; 0 if unknown
 */

/**
 * @typedef {object} Report
 * @property {Row[]} changed
 * @property {string[]} removed ids
 * @property {Totals} totals
 */

/** Milliseconds between two reports. Each is painted: on a small machine that takes from the upload. */
const PERIOD = 400;

/** Tells the page now and then what has changed, and only that. */
export class Reporter {
    #tell;
    /** @type {Set<FileUpload | FileDownload>} */
    #changed = new Set();
    /** @type {Set<string>} */
    #removed = new Set();
    /** @type {Map<FileUpload | FileDownload, Meter>} what moves */
    #moving = new Map();
    /** @type {Set<FileUpload | FileDownload>} what the totals are about */
    #round = new Set();
    #isIdle = true;
    #total = new Meter();

    /**
     * @param {(report: Report) => void} tell
     * @param {() => void} onTick is called before each report
     * @param {AbortSignal} life
     */
    constructor(tell, onTick, life) {
        this.#tell = tell;
        const timer = setInterval(() => {
            onTick();
            this.#report();
        }, PERIOD);
        life.addEventListener('abort', () => clearInterval(timer));
    }

    /** @param {FileUpload | FileDownload} transfer */
    changed(transfer) {
        this.#changed.add(transfer);
        const moves = transfer.isActive && transfer.state !== 'waiting';
        if (moves && !this.#moving.has(transfer)) {
            this.#moving.set(transfer, new Meter());
        } else if (!moves) {
            this.#moving.delete(transfer);
        }
        if (transfer.isActive) {
            this.#join(transfer);
        }
    }

    /** @param {FileUpload | FileDownload} transfer */
    removed(transfer) {
        this.#changed.delete(transfer);
        this.#moving.delete(transfer);
        this.#round.delete(transfer);
        this.#removed.add(transfer.id);
    }

    /** @param {FileUpload | FileDownload} transfer */
    #join(transfer) {
        if (this.#isIdle) {
            this.#isIdle = false;
            this.#round.clear();
            this.#total.reset();
        }
        this.#round.add(transfer);
    }

    #report() {
        for (const [transfer, meter] of this.#moving) {
            meter.note(transfer.doneBytes);
            this.#changed.add(transfer);
        }
        if (this.#changed.size === 0 && this.#removed.size === 0) {
            return;
        }
        const changed = [...this.#changed].map(transfer => this.#row(transfer));
        const removed = [...this.#removed];
        this.#changed.clear();
        this.#removed.clear();
        this.#tell({ changed, removed, totals: this.#totals() });
    }

    /**
     * @param {FileUpload | FileDownload} transfer
     * @returns {Row}
     */
    #row(transfer) {
        const isUpload = 'drop' in transfer;
        return {
            id: transfer.id,
            kind: isUpload ? 'up' : 'down',
            drop: isUpload ? transfer.drop.id : null,
            path: isUpload ? transfer.path : transfer.wanted.name,
            state: transfer.state,
            reason: transfer.reason,
            size: transfer.size,
            done: transfer.doneBytes,
            moved: isUpload ? transfer.sentBytes : transfer.receivedBytes,
            rate: this.#moving.get(transfer)?.rate ?? 0,
            isBrief: isUpload && transfer.isSmall,
        };
    }

    /** @returns {Totals} */
    #totals() {
        const totals = { count: this.#round.size, finished: 0, size: 0, done: 0, rate: 0 };
        let isActive = false;
        for (const transfer of this.#round) {
            totals.finished += transfer.isFinished ? 1 : 0;
            totals.size += transfer.size;
            totals.done += transfer.isFinished ? transfer.size : transfer.doneBytes;
            isActive ||= transfer.isActive;
        }
        this.#total.note(totals.done);
        this.#isIdle = !isActive;
        totals.rate = isActive ? this.#total.rate : 0;
        return totals;
    }
}
