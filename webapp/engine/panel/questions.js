// @ts-check
import { messages } from '../messages.js';
import { element, textButton } from './elements.js';

/** @typedef {import('../engine.js').Clash} Clash */
/** @typedef {import('../upload/drop.js').Decision} Decision */

/**
 * What a person said about a file that is there already.
 *
 * @typedef {{decision: Decision, isForAll: boolean}} Answer
 */

/** Asks a person, one question at a time. */
export class Questions {
    #root;

    /** @param {ShadowRoot} root where dialogs are shown */
    constructor(root) {
        this.#root = root;
    }

    /**
     * Asks what happens to a file that is there already.
     *
     * @param {Clash} clash
     * @param {boolean} hasMore whether others of the same upload may follow
     * @returns {Promise<Answer | null>} null if the person does not want to say now
     */
    async aboutClash(clash, hasMore) {
        const box = element('input', { type: 'checkbox' });
        const forAll = element('label', {}, box, document.createTextNode(messages.clash.forAll));
        forAll.hidden = !hasMore;
        const choices = [
            { value: 'skip', text: messages.clash.skip, look: 'plain' },
            { value: 'both', text: messages.clash.both, look: clash.isFolder ? 'primary' : 'plain' },
            ...clash.isFolder ? [] : [{ value: 'version', text: messages.clash.version, look: 'primary' }],
        ];
        const name = clash.path.slice(clash.path.lastIndexOf('/') + 1);
        const content = clash.isFolder ? element('p', { text: messages.clash.folder }) : comparison(clash);
        const decision = await this.#ask(messages.clash.title(name), [content, forAll], choices);
        return decision === '' ? null : { decision: /** @type {Decision} */ (decision), isForAll: box.checked };
    }

    /**
     * Makes sure that all transfers are to be given up.
     *
     * @param {number} count how many
     */
    async aboutCancelling(count) {
        const choices = [
            { value: 'keep', text: messages.keepGoing, look: 'plain' },
            { value: 'cancel', text: messages.cancelAll, look: 'danger' },
        ];
        const text = element('p', { text: messages.cancelAllText });
        return await this.#ask(messages.cancelAllTitle(count), [text], choices) === 'cancel';
    }

    /**
     * @param {string} title
     * @param {HTMLElement[]} content
     * @param {{value: string, text: string, look: string}[]} choices the last one has the focus
     * @returns {Promise<string>} the choice's value; empty if the person has closed the dialog
     */
    #ask(title, content, choices) {
        const buttons = choices.map(({ value, text, look }) => textButton(text, look, () => dialog.close(value)));
        buttons[buttons.length - 1].autofocus = true;
        const dialog = element('dialog', { 'aria-labelledby': 'question' },
            element('h2', { id: 'question', text: title }),
            ...content,
            element('div', { class: 'choices' }, ...buttons));
        this.#root.append(dialog);
        dialog.showModal();
        return new Promise(resolve => dialog.addEventListener('close', () => {
            dialog.remove();
            resolve(dialog.returnValue);
        }));
    }
}

/** @param {Clash} clash */
function comparison({ size, lastModified, thereSize, thereModified }) {
    return element('dl', {},
        element('dt', { text: messages.clash.there }),
        element('dd', { text: messages.clash.sizeAndDate(thereSize ?? 0, thereModified) }),
        element('dt', { text: messages.clash.yours }),
        element('dd', { text: messages.clash.sizeAndDate(size, lastModified) }));
}
