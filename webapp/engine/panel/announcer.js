// @ts-check
import { messages } from '../messages.js';
import { element } from './elements.js';
import { nameOf } from './transfer-list.js';

/** @typedef {import('../report.js').Row} Row */

/** Milliseconds over which news are gathered, so that nobody is told ten thousand things. */
const GATHER = 1500;

/** Tells those who listen what is finished and what has failed. */
export class Announcer {
    /** @type {Map<string, Row>} */
    #finished = new Map();
    /** @type {Map<string, Row>} */
    #failed = new Map();
    #isWaiting = false;

    element = element('div', { 'class': 'unseen', 'role': 'status', 'aria-live': 'polite' });

    /**
     * @param {Row | undefined} before
     * @param {Row} now
     */
    note(before, now) {
        if (before?.state === now.state) {
            return;
        }
        if (now.state === 'done' || now.state === 'identical') {
            this.#finished.set(now.id, now);
        } else if (now.state === 'failed') {
            this.#failed.set(now.id, now);
        } else {
            return;
        }
        if (!this.#isWaiting) {
            this.#isWaiting = true;
            setTimeout(() => this.#tell(), GATHER);
        }
    }

    #tell() {
        this.#isWaiting = false;
        const finished = [...this.#finished.values()];
        const failed = [...this.#failed.values()];
        this.#finished.clear();
        this.#failed.clear();
        const news = [];
        if (failed.length === 1) {
            news.push(messages.announceFailed(nameOf(failed[0]), messages.reason(failed[0].reason ?? { key: 'fault' })));
        } else if (failed.length > 1) {
            news.push(messages.announceFailedMany(failed.length));
        }
        if (finished.length === 1) {
            news.push(messages.announceDone(nameOf(finished[0])));
        } else if (finished.length > 1) {
            news.push(messages.announceDoneMany(finished.length));
        }
        this.element.textContent = news.join('. ');
    }
}
