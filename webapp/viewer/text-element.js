// @ts-check

/**
 * Fetches the beginning of a text and shows it. Whatever is in it, it is the text of a node and never markup.
 *
 * Attributes: `url`; `name` of the file; and what is said while the text is `loading`, when there is `none` in the
 * file, when it `failed` to come, and when there is `more` in the file.
 */
export class TextElement extends HTMLElement {
    async connectedCallback() {
        await null; // Vaadin sets the attributes of what it has attached
        if (this.childElementCount === 0) {
            await this.#load();
        }
    }

    async #load() {
        this.#say('loading');
        try {
            const response = await fetch(this.getAttribute('url') ?? '', { credentials: 'omit' });
            if (response.ok) {
                this.#show(await response.text());
            } else {
                this.#say(response.status === 404 ? 'none' : 'failed');
            }
        } catch {
            this.#say('failed');
        }
    }

    /** @param {string} text */
    #show(text) {
        const shown = document.createElement('pre');
        shown.textContent = text;
        shown.tabIndex = 0; // it scrolls by keys
        shown.setAttribute('role', 'region');
        shown.setAttribute('aria-label', this.getAttribute('name') ?? '');
        this.replaceChildren(shown);
        if (this.hasAttribute('more')) {
            this.append(this.#note('more'));
        }
    }

    /** @param {string} what */
    #say(what) {
        const note = this.#note(what);
        note.setAttribute('role', 'status');
        this.replaceChildren(note);
    }

    /** @param {string} what */
    #note(what) {
        const note = document.createElement('p');
        note.className = 'muted';
        note.textContent = this.getAttribute(what);
        return note;
    }
}
