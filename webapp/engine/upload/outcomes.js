// @ts-check
import { SignedOut } from '../wire/access-token.js';
import { NameTaken } from './commit-outcome.js';
import { reasonOf } from './failure-reason.js';
import { FileNeeded, PermissionNeeded } from './file-source.js';
import { Interrupted, Undecided } from './file-upload.js';
import { UploadLost } from './upload-session.js';

/** @typedef {import('./drop.js').Decision} Decision */
/** @typedef {import('./drops.js').Drops} Drops */
/** @typedef {import('./file-upload.js').FileUpload} FileUpload */
/** @typedef {import('./file-upload.js').Reason} Reason */
/** @typedef {import('./upload-queue.js').Outcome} Outcome */
/** @typedef {import('./upload-queue.js').UploadQueue} UploadQueue */
/** @typedef {import('./uploads.js').UploadEvents} UploadEvents */
/** @typedef {import('./works.js').Works} Works */

/** How often a file begins anew by itself when something was not as expected. */
const MOST_RESTARTS = 5;

/** What becomes of uploads: which are finished, which begin anew, and which need the person. */
export class Outcomes {
    #works;
    #drops;
    #queue;
    #events;
    #life;
    /** @type {FileUpload[]} finished, and not yet out of the journal */
    #finished = [];

    /**
     * @param {Works} works
     * @param {Drops} drops
     * @param {UploadQueue} queue
     * @param {UploadEvents} events
     * @param {AbortSignal} life ends everything
     */
    constructor(works, drops, queue, events, life) {
        this.#works = works;
        this.#drops = drops;
        this.#queue = queue;
        this.#events = events;
        this.#life = life;
    }

    /**
     * Takes note of what became of an upload that was under way, and lets the next begin.
     *
     * @param {FileUpload} upload
     * @param {Outcome} outcome
     */
    ended(upload, outcome) {
        upload.rest();
        if (outcome === 'done' || outcome === 'identical') {
            this.#finish(upload, outcome);
        } else if (this.#life.aborted) {
            upload.become('paused');
        } else if (upload.wish === 'cancel') {
            this.discard(upload);
        } else if (upload.wish === 'pause') {
            upload.become('paused');
        } else if (outcome === 'missing') {
            this.#restart(upload, { key: 'notTaken' });
        } else {
            this.settle(upload, outcome);
        }
        this.#queue.run();
    }

    /**
     * Decides what a failure means for an upload.
     *
     * @param {FileUpload} upload
     * @param {Error} failure
     */
    settle(upload, failure) {
        if (failure instanceof Interrupted) {
            upload.become('waiting');
            this.#queue.add(upload);
        } else if (failure instanceof SignedOut) {
            this.#halt(upload);
        } else if (failure instanceof Undecided) {
            this.#ask(upload);
        } else if (failure instanceof NameTaken) {
            upload.placeAgain();
            this.#restart(upload, { key: 'nameTaken' });
        } else if (failure instanceof UploadLost) {
            upload.loseSession();
            this.#restart(upload, { key: 'notTaken' });
        } else if (failure instanceof FileNeeded) {
            upload.become('interrupted', { key: 'chooseAgain' });
        } else if (failure instanceof PermissionNeeded) {
            upload.become('interrupted', { key: 'allowAgain' });
        } else {
            upload.become('failed', reasonOf(failure));
        }
    }

    /**
     * @param {FileUpload} upload
     * @param {Reason} otherwise why it fails, when it has begun anew often enough
     */
    #restart(upload, otherwise) {
        if (upload.restarts++ < MOST_RESTARTS) {
            upload.become('waiting');
            this.#queue.add(upload);
        } else {
            upload.become('failed', otherwise);
        }
    }

    /** @param {FileUpload} upload */
    #halt(upload) {
        upload.become('waiting');
        this.#queue.add(upload);
        if (!this.#queue.isHalted) {
            this.#queue.halt();
            this.#events.onSignedOut();
        }
    }

    /** @param {FileUpload} upload */
    #ask(upload) {
        const { answer } = upload.drop;
        upload.become('asking');
        if (answer === 'skip' || answer === 'both') {
            this.decide(upload, answer);
        } else {
            this.#events.onUndecided(upload);
        }
    }

    /**
     * Does what was said about a file that is there already.
     *
     * @param {FileUpload} upload
     * @param {Decision} decision
     */
    decide(upload, decision) {
        if (decision === 'skip') {
            this.#finish(upload, 'skipped');
            return;
        }
        upload.decide(decision);
        upload.become('waiting');
        this.#queue.add(upload);
    }

    /**
     * @param {FileUpload} upload
     * @param {'done' | 'identical' | 'skipped'} state
     */
    #finish(upload, state) {
        upload.become(state, state === 'done' ? upload.reason : null);
        this.#close(upload);
    }

    /**
     * Gives an upload up.
     *
     * @param {FileUpload} upload
     */
    discard(upload) {
        this.#close(upload);
        this.#events.onRemove(upload);
    }

    /** @param {FileUpload} upload that needs its upload no longer, nor its place in the journal */
    #close(upload) {
        const session = upload.ownSession;
        if (session) {
            this.#works.underWay(upload.drop.namespaceId).removeAll(session);
            session.end().catch(() => {}); // the server ends it some days later
        }
        upload.progress = null;
        upload.packs.clear();
        upload.drop.files.delete(upload.number);
        this.#finished.push(upload);
        this.#drops.endIfFinished(upload.drop);
    }

    /** Takes what is finished out of the journal; to be called every now and then. */
    async tidy() {
        const finished = this.#finished.splice(0);
        if (finished.length > 0) {
            const keys = finished.map(({ drop, number, isLarge, record }) => {
                return { drop: drop.id, number, isLarge, isKept: record.isKept };
            });
            await this.#works.journal.removeFiles(keys);
        }
    }
}
