// @ts-check
import { Lane } from '../upload/lane.js';
import { SignedOut } from '../wire/access-token.js';
import { Problem } from '../wire/problem.js';
import { FileDownload } from './file-download.js';
import { Damaged, StreamedDownload } from './streamed-download.js';

/** @typedef {import('../upload/file-upload.js').Reason} Reason */
/** @typedef {import('./file-download.js').Wanted} Wanted */
/** @typedef {import('./streamed-download.js').DownloadWorks} DownloadWorks */

/** A person wants something else. */
class Interrupted extends Error {
    constructor() {
        super('Interrupted');
        this.name = 'Interrupted';
    }
}

/**
 * Who is told what happens to downloads.
 *
 * @typedef {object} DownloadEvents
 * @property {(download: FileDownload) => void} onChange
 * @property {(download: FileDownload) => void} onRemove
 * @property {() => void} onSignedOut
 */

/** All downloads of a person in this page that the page itself carries out, one after the other. */
export class Downloads {
    #works;
    #events;
    #life;
    /** @type {Map<string, FileDownload>} */
    #downloads = new Map();
    #isHalted = false;
    #lane = new Lane(() => this.#begin(), 1);

    /**
     * @param {DownloadWorks} works
     * @param {DownloadEvents} events
     * @param {AbortSignal} life ends everything
     */
    constructor(works, events, life) {
        this.#works = works;
        this.#events = events;
        this.#life = life;
    }

    /** All downloads, in the order in which they came. */
    get all() {
        return this.#downloads.values();
    }

    /**
     * @param {Wanted} wanted
     * @param {FileSystemFileHandle} handle where it goes
     */
    add(wanted, handle) {
        const download = new FileDownload(wanted, handle, this.#events.onChange);
        this.#downloads.set(download.id, download);
        download.become('waiting');
        this.#lane.run();
    }

    /** @param {FileDownload[]} downloads */
    pause(downloads) {
        for (const download of downloads.filter(({ isActive }) => isActive)) {
            download.wish = 'pause';
            if (download.work) {
                download.work.abort(new Interrupted());
            } else {
                download.become('paused');
            }
        }
    }

    /**
     * Goes on with what is paused or failed.
     *
     * @param {FileDownload[]} downloads
     */
    resume(downloads) {
        for (const download of downloads.filter(({ state }) => state === 'paused' || state === 'failed')) {
            download.wish = 'go';
            download.become('waiting');
        }
        this.#lane.run();
    }

    /** @param {FileDownload[]} downloads that are not finished */
    cancel(downloads) {
        for (const download of downloads.filter(({ isFinished }) => !isFinished)) {
            download.wish = 'cancel';
            if (download.work) {
                download.work.abort(new Interrupted());
            } else {
                this.#discard(download);
            }
        }
    }

    /** Removes what is finished from view. */
    clearFinished() {
        [...this.all].filter(({ isFinished }) => isFinished).forEach(download => this.#remove(download));
    }

    /** Goes on after the person has signed in again. */
    signedIn() {
        this.#isHalted = false;
        this.#lane.run();
    }

    /** @param {string[]} ids */
    find(ids) {
        return ids.flatMap(id => this.#downloads.get(id) ?? []);
    }

    #begin() {
        const download = [...this.all].find(({ state, work }) => state === 'waiting' && work === null);
        if (!download || this.#isHalted) {
            return null;
        }
        const work = new AbortController();
        download.work = work;
        const stream = new StreamedDownload(download, this.#works, AbortSignal.any([work.signal, this.#life]));
        const sent = stream.run().then(() => this.#ended(download, null), failure => this.#ended(download, failure));
        return { read: sent, sent };
    }

    /**
     * @param {FileDownload} download
     * @param {Error | null} failure
     */
    #ended(download, failure) {
        download.work = null;
        if (failure === null) {
            download.become('done');
        } else if (download.wish === 'cancel' || this.#life.aborted) {
            this.#discard(download);
        } else if (download.wish === 'pause') {
            download.become('paused');
        } else if (failure instanceof SignedOut) {
            this.#isHalted = true;
            download.become('waiting');
            this.#events.onSignedOut();
        } else {
            const reason = reasonOf(failure);
            if (['diskFull', 'cannotWrite', 'fault'].includes(reason.key)) {
                download.discard().catch(() => {}); // what failed once cannot be written to again
            }
            download.become('failed', reason);
        }
    }

    /** @param {FileDownload} download */
    #discard(download) {
        download.discard().catch(() => {}); // the browser throws it away with the page
        this.#remove(download);
    }

    /** @param {FileDownload} download */
    #remove(download) {
        this.#downloads.delete(download.id);
        this.#events.onRemove(download);
    }
}

/**
 * @param {Error} failure
 * @returns {Reason}
 */
function reasonOf(failure) {
    if (failure instanceof Problem) {
        return { key: 'refused', detail: failure.message };
    }
    if (failure instanceof Damaged) {
        return { key: 'damaged' };
    }
    switch (failure.name) {
        case 'QuotaExceededError':
            return { key: 'diskFull' };
        case 'NotAllowedError':
        case 'NoModificationAllowedError':
        case 'NotFoundError':
        case 'InvalidStateError':
            return { key: 'cannotWrite' };
        default:
            console.error('Cairn: a download failed in a way that nobody thought of:', failure);
            return { key: 'fault', detail: failure.message };
    }
}
