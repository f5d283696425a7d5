// @ts-check
import { percent } from '../format.js';
import { messages } from '../messages.js';

/**
 * Shows in the window's title how far everything is, whatever title the app gives meanwhile.
 */
export class PageTitle {
    #own = '';
    #shown = '';
    /** @type {MutationObserver | null} */
    #observer = null;
    #part = '';

    /**
     * @param {number} done bytes
     * @param {number} all bytes
     */
    show(done, all) {
        const part = percent(done, all);
        if (this.#observer === null) {
            this.#own = document.title;
            this.#observer = new MutationObserver(() => this.#appChanged());
            this.#observer.observe(document.head, { childList: true, subtree: true, characterData: true });
        }
        if (part !== this.#part) {
            this.#part = part;
            this.#write();
        }
    }

    /** Gives the title back to the app. */
    clear() {
        if (this.#observer !== null) {
            this.#observer.disconnect();
            this.#observer = null;
            this.#part = '';
            document.title = this.#own;
        }
    }

    #appChanged() {
        if (document.title !== this.#shown) {
            this.#own = document.title;
            this.#write();
        }
    }

    #write() {
        document.title = messages.title(this.#part, this.#own);
        this.#shown = document.title; // browsers trim it
    }
}
