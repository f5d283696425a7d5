// @ts-check
import { icon } from './icons.js';

/** @typedef {import('./icons.js').IconName} IconName */

/**
 * Makes an element.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {{class?: string, text?: string, [attribute: string]: string | undefined}} [attributes]
 * @param {...Node} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, { text, ...attributes } = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== undefined) {
            made.setAttribute(name, value);
        }
    }
    if (text !== undefined) {
        made.textContent = text;
    }
    made.append(...children);
    return made;
}

/**
 * A button with words.
 *
 * @param {string} text
 * @param {string} look `primary`, `plain` or `danger`
 * @param {() => void} onClick
 */
export function textButton(text, look, onClick) {
    const button = element('button', { type: 'button', class: `text-button ${look}`, text });
    button.addEventListener('click', onClick);
    return button;
}

/**
 * A button that is an icon; its name is for those who listen, and shows when it is pointed at.
 *
 * @param {IconName} name
 * @param {string} label
 * @param {() => void} onClick
 */
export function iconButton(name, label, onClick) {
    const button = element('button', { type: 'button', class: 'icon-button' }, icon(name));
    setLabel(button, label);
    button.addEventListener('click', onClick);
    return button;
}

/**
 * @param {HTMLElement} button
 * @param {string} label
 * @param {string} [full] the label for those who cannot see what it belongs to
 */
export function setLabel(button, label, full = label) {
    button.title = label;
    button.setAttribute('aria-label', full);
}

/**
 * Sets a text where it differs, so that nothing is laid out in vain.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
    if (node.textContent !== text) {
        node.textContent = text;
    }
}
