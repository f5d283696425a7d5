// @ts-check

const MOST_BYTES = 255;
const LONGEST_EXTENSION = 32;
const UTF8 = new TextEncoder();

/**
 * Why the server would not take a name; the rules of `FileName.java`. One bad name would make it
 * refuse a whole batch, so it is looked at here first.
 *
 * @param {string} name
 * @returns {'empty' | 'dots' | 'control' | 'slash' | 'unicode' | 'long' | null} null for a good name
 */
export function fault(name) {
    if (name === '') {
        return 'empty';
    }
    if (name === '.' || name === '..') {
        return 'dots';
    }
    if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) {
        return 'control';
    }
    if (name.includes('/')) {
        return 'slash';
    }
    if (/\p{Surrogate}/u.test(name)) {
        return 'unicode';
    }
    return byteLength(name.normalize('NFC')) > MOST_BYTES ? 'long' : null;
}

/**
 * The same name, were it not for the case of its letters and the way they are composed.
 *
 * Nearly the server's rule, which browsers cannot follow to the letter: full case folding. Where
 * the two differ, the server's answer is what counts.
 *
 * @param {string} name
 */
export function key(name) {
    return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/**
 * A name with a number before its extension: `report.txt` and 2 make `report (2).txt`.
 *
 * The part before is shortened, by whole characters, where the result would be too long.
 *
 * @param {string} name
 * @param {number} number
 */
export function numbered(name, number) {
    const dot = name.lastIndexOf('.');
    const hasExtension = dot > 0 && byteLength(name.slice(dot)) <= LONGEST_EXTENSION;
    const stem = [...(hasExtension ? name.slice(0, dot) : name)];
    const end = ` (${number})${hasExtension ? name.slice(dot) : ''}`;
    while (byteLength(stem.join('') + end) > MOST_BYTES) {
        stem.pop();
    }
    return stem.join('') + end;
}

/** @param {string} text */
function byteLength(text) {
    return UTF8.encode(text).length;
}
