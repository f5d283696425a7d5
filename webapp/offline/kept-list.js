// @ts-check
import { messages } from '../engine/messages.js';
import { element, iconButton, setLabel } from '../engine/panel/elements.js';

/** @typedef {import('./keeper.js').Waiting} Waiting */

/** Shows the files that wait, with their sizes, and what people can be told about them. */
export class KeptList {
    #remove;
    #title = element('h2');
    #rows = element('ul');
    #survives = element('p', { class: 'small' });
    #notices = element('div', { role: 'alert', id: 'notices' });
    #files = element('section', { id: 'kept', hidden: '' }, this.#title, this.#rows, this.#survives);

    element = element('div', {}, this.#notices, this.#files);

    /** @param {(file: Waiting) => void} remove is told what a person does not want any more */
    constructor(remove) {
        this.#remove = remove;
    }

    /**
     * @param {Waiting[]} waiting
     * @param {boolean} isPersistent
     */
    show(waiting, isPersistent) {
        this.#files.hidden = waiting.length === 0;
        this.#title.textContent = messages.offline.waiting(waiting.length, waiting.reduce((sum, { size }) => sum + size, 0));
        this.#rows.replaceChildren(...waiting.map(file => this.#row(file)));
        this.#survives.textContent = messages.offline.survives + (isPersistent ? '' : ` ${messages.offline.evictable}`);
    }

    /** @param {string} text that stays until the page goes: it tells of a file that is not kept */
    tell(text) {
        this.#notices.append(element('p', { text }));
    }

    /** @param {Waiting} file */
    #row(file) {
        const { path, size, time, isKept } = file;
        const { keeping, kept, remove } = messages.offline;
        const button = iconButton('cross', remove, () => this.#remove(file));
        setLabel(button, remove, messages.of(remove, path));
        button.disabled = !isKept;
        return element('li', {}, element('div', {},
            element('span', { class: 'name', text: path }),
            element('span', { class: 'small', text: isKept ? kept(size, time) : keeping(size) })), button);
    }
}
