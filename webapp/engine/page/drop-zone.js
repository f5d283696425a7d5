// @ts-check
import { messages } from '../messages.js';
import { element, setText } from '../panel/elements.js';
import { icon } from '../panel/icons.js';
import { itemsOf } from './intake.js';

/** @typedef {import('./intake.js').Item} Item */

/**
 * Where what is dropped goes.
 *
 * @typedef {object} DropTarget
 * @property {() => boolean} isOpen whether files are taken
 * @property {() => string} name of the folder; empty while it is not known
 * @property {(items: Item[]) => void} take
 * @property {string} closed what is said where no files are taken
 */

/**
 * Takes files that are dropped anywhere in the window, or pasted, and says meanwhile where they go.
 *
 * Other parts of the page may take a drop for themselves: what they have prevented is not touched.
 * A file that is dropped where nothing takes it does not replace the page, as browsers would have
 * it.
 */
export class DropZone {
    #target;
    #text = element('span');
    #isShown = false;

    element = element('div', { class: 'drop', hidden: '' }, element('div', {}, icon('cloud'), this.#text));

    /**
     * @param {DropTarget} target
     */
    constructor(target) {
        this.#target = target;
    }

    /**
     * Begins to listen.
     *
     * @param {AbortSignal} signal ends it
     */
    listen(signal) {
        for (const type of ['dragenter', 'dragover']) {
            window.addEventListener(type, event => this.#over(/** @type {DragEvent} */ (event)), { signal });
        }
        window.addEventListener('dragleave', event => event.relatedTarget === null && this.#hide(), { signal });
        window.addEventListener('drop', event => this.#drop(event), { signal });
        document.addEventListener('paste', event => this.#paste(event), { signal });
        signal.addEventListener('abort', () => this.#hide());
    }

    /** Shows the target's name, once it is known. */
    refresh() {
        if (this.#isShown) {
            setText(this.#text, this.#words());
        }
    }

    /** @param {DragEvent} event */
    #over(event) {
        if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) {
            this.#hide();
            return;
        }
        event.preventDefault();
        event.dataTransfer.dropEffect = this.#target.isOpen() ? 'copy' : 'none';
        this.element.classList.toggle('closed', !this.#target.isOpen());
        this.element.hidden = false;
        this.#isShown = true;
        this.refresh();
    }

    /** @param {DragEvent} event */
    #drop(event) {
        this.#hide();
        if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) {
            return;
        }
        event.preventDefault();
        if (this.#target.isOpen()) {
            this.#target.take(itemsOf(event.dataTransfer));
        }
    }

    /** @param {ClipboardEvent} event */
    #paste(event) {
        const { clipboardData } = event;
        const isForText = event.composedPath().some(node => node instanceof HTMLElement
            && (node.isContentEditable || node.matches('input, textarea')));
        if (event.defaultPrevented || isForText || !clipboardData || !this.#target.isOpen()) {
            return;
        }
        const images = [...clipboardData.files].filter(({ type }) => type.startsWith('image/'));
        if (images.length > 0) {
            event.preventDefault();
            const now = new Date();
            this.#target.take(images.map(image => {
                const extension = image.type.slice('image/'.length).replace(/\W.*/, '').replace('jpeg', 'jpg');
                const name = messages.pastedImage(now, extension);
                const file = new File([image], name, { type: image.type, lastModified: now.getTime() });
                return { handle: Promise.resolve(null), entry: null, file, path: name };
            }));
        }
    }

    #words() {
        if (!this.#target.isOpen()) {
            return this.#target.closed;
        }
        return this.#target.name() === '' ? messages.dropHere : messages.dropInto(this.#target.name());
    }

    #hide() {
        this.element.hidden = true;
        this.#isShown = false;
    }
}
