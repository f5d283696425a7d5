// @ts-check
import { element } from './elements.js';

/**
 * A list of which only those lines are in the document that can be seen: ten thousand cost no more
 * than ten. All lines are equally high; `--row-height` in the style sheet says how high.
 *
 * @template L
 */
export class VirtualList {
    #make;
    #rowHeight = 0;
    /** @type {L[]} */
    #lines = [];
    /** @type {Map<string, {element: HTMLElement, show: (line: L) => void}>} by id of the line shown */
    #views = new Map();
    #space = element('ul', { class: 'space' });

    element = element('div', { class: 'list', tabindex: '0' }, this.#space);

    /**
     * @param {() => {element: HTMLElement, show: (line: L) => void}} make makes the view of a line
     * @param {(line: L) => string} idOf
     * @param {string} label for those who listen
     */
    constructor(make, idOf, label) {
        this.#make = make;
        this.#idOf = idOf;
        this.element.setAttribute('aria-label', label);
        this.element.addEventListener('scroll', () => this.#render(), { passive: true });
    }

    #idOf;

    /**
     * Shows lines. A line that was there keeps its elements, and with them the focus.
     *
     * @param {L[]} lines
     */
    show(lines) {
        this.#lines = lines;
        this.#rowHeight ||= parseFloat(getComputedStyle(this.element).getPropertyValue('--row-height'));
        this.#space.style.height = `${lines.length * this.#rowHeight}px`;
        this.#render();
    }

    #render() {
        const height = this.#rowHeight;
        const first = Math.max(0, Math.floor(this.element.scrollTop / height) - 1);
        const last = Math.min(this.#lines.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / height) + 1);
        const visible = this.#lines.slice(first, last);
        const ids = new Set(visible.map(this.#idOf));
        const free = [...this.#views].filter(([id]) => !ids.has(id));
        visible.forEach((line, i) => {
            const id = this.#idOf(line);
            const view = this.#views.get(id) ?? this.#take(free);
            this.#views.set(id, view);
            view.show(line);
            view.element.style.transform = `translateY(${(first + i) * height}px)`;
            view.element.setAttribute('aria-setsize', String(this.#lines.length));
            view.element.setAttribute('aria-posinset', String(first + i + 1));
        });
        for (const [id, view] of free) {
            this.#views.delete(id);
            view.element.remove();
        }
        this.#sort(visible);
    }

    /**
     * A view for a line that has none: one that is free, or a new one.
     *
     * @param {[string, {element: HTMLElement, show: (line: L) => void}][]} free
     */
    #take(free) {
        const reused = free.pop();
        if (reused) {
            this.#views.delete(reused[0]);
            return reused[1];
        }
        const view = this.#make();
        this.#space.append(view.element);
        return view;
    }

    /**
     * Brings the elements into the order of the lines, for those who go through them by keyboard.
     *
     * @param {L[]} visible
     */
    #sort(visible) {
        visible.forEach((line, i) => {
            const view = /** @type {{element: HTMLElement}} */ (this.#views.get(this.#idOf(line)));
            if (this.#space.children[i] !== view.element) {
                this.#space.insertBefore(view.element, this.#space.children[i] ?? null);
            }
        });
    }
}
