// @ts-check
import { messages } from '../messages.js';

/** @typedef {import('../download/file-download.js').Wanted} Wanted */
/** @typedef {import('./engine-client.js').EngineClient} EngineClient */

/** Larger files are fetched by the page itself where the browser lets it write to the disk. */
const LARGE = 16 * 1024 * 1024;

/**
 * Brings a file to the person's disk: a large one by the engine, into a file that the person
 * chooses; any other by the browser's own download.
 *
 * @param {EngineClient} engine
 * @param {Wanted} wanted
 * @param {FileSystemFileHandle | undefined} given where it goes, if that is known
 * @param {() => void} onLeave is called right before the browser follows a link that may look to it
 *     like leaving the page
 * @throws {Error} with words for a person, if the server has no such file
 */
export async function download(engine, wanted, given, onLeave) {
    const handle = given ?? (wanted.size > LARGE ? await chosen(wanted.name) : undefined);
    if (handle === null) {
        return;
    }
    if (handle) {
        await engine.call('download', wanted, handle);
        return;
    }
    try {
        const url = await engine.call('downloadUrl', wanted);
        onLeave();
        const link = document.createElement('a');
        link.href = url;
        link.download = wanted.name;
        link.rel = 'noopener';
        link.click();
    } catch (failure) {
        throw new Error(messages.noUrl(wanted.name, failure instanceof Error ? failure.message : ''));
    }
}

/**
 * Lets the person choose where a file goes.
 *
 * @param {string} name
 * @returns {Promise<FileSystemFileHandle | null | undefined>} null if they do not want to, undefined if
 *     the browser cannot ask
 */
async function chosen(name) {
    const show = /** @type {any} */ (window).showSaveFilePicker; // not yet in the DOM's types
    if (typeof show !== 'function') {
        return undefined;
    }
    try {
        return await show.call(window, { suggestedName: name });
    } catch (failure) {
        return failure instanceof DOMException && failure.name === 'AbortError' ? null : undefined;
    }
}
