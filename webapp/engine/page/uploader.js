// @ts-check
import { element } from '../panel/elements.js';
import { filesIn, itemsOfFiles, itemsOfHandles } from './intake.js';

/** @typedef {import('../upload/uploads.js').DroppedFile} DroppedFile */
/** @typedef {import('./engine-client.js').EngineClient} EngineClient */
/** @typedef {import('./intake.js').Item} Item */

/** Files that are handed over at once. */
const BATCH = 1000;

/** Milliseconds after which those that were found are handed over, though there may be more. */
const PATIENCE = 300;

/** A folder that files go into. */
/** @typedef {{namespaceId: string, folderId: string}} Target */

/**
 * Finds files, by pickers and in what is dropped, and hands them to the engine.
 */
export class Uploader {
    #engine;
    #onUnreadable;
    #files;
    #folder;

    /** Inputs for browsers that have nothing better; tests can give them files. */
    inputs;

    /**
     * @param {EngineClient} engine
     * @param {(name: string) => void} onUnreadable is told about what the browser does not let us read
     */
    constructor(engine, onUnreadable) {
        this.#engine = engine;
        this.#onUnreadable = onUnreadable;
        this.#files = element('input', { type: 'file', hidden: '', multiple: '' });
        this.#folder = element('input', { type: 'file', hidden: '', webkitdirectory: '' });
        this.inputs = [this.#files, this.#folder];
    }

    /**
     * Lets the person choose files.
     *
     * @returns {Promise<Item[]>} none if they do not want to
     */
    chooseFiles() {
        return this.#choose('showOpenFilePicker', { multiple: true }, this.#files);
    }

    /**
     * Lets the person choose a folder.
     *
     * @returns {Promise<Item[]>} none if they do not want to
     */
    chooseFolder() {
        return this.#choose('showDirectoryPicker', { mode: 'read' }, this.#folder);
    }

    /**
     * Uploads everything that is in some items.
     *
     * @param {Item[]} items
     * @param {Target} target
     */
    async upload(items, { namespaceId, folderId }) {
        if (items.length === 0) {
            return;
        }
        const handles = await Promise.all(items.map(({ handle }) => handle));
        const id = crypto.randomUUID();
        await this.#engine.call('openDrop', id, namespaceId, folderId, handles.filter(handle => handle !== null));
        /** @type {DroppedFile[]} */
        let batch = [];
        /** @type {string[]} */
        const folders = [];
        let count = 0;
        let handedOver = performance.now();
        const handOver = async () => {
            const files = batch;
            batch = [];
            handedOver = performance.now();
            count += files.length;
            await this.#engine.call('addFiles', id, files, count - files.length);
        };
        for await (const found of filesIn(items, handles, this.#onUnreadable)) {
            if ('folder' in found) {
                folders.push(found.folder);
            } else {
                batch.push(found);
            }
            if (batch.length >= BATCH || batch.length > 0 && performance.now() - handedOver > PATIENCE) {
                await handOver();
            }
        }
        await handOver();
        await this.#engine.call('addFolders', id, folders);
        await this.#engine.call('closeDrop', id);
    }

    /**
     * Gives files that were chosen again to the uploads that wait for them.
     *
     * @param {Item[]} items
     * @returns {Promise<number>} how many no upload waits for
     */
    async reattach(items) {
        const handles = await Promise.all(items.map(({ handle }) => handle));
        /** @type {{path: string, file: File}[]} */
        const files = [];
        for await (const found of filesIn(items, handles, this.#onUnreadable)) {
            if ('file' in found && found.file instanceof File) {
                files.push({ path: found.path, file: found.file });
            }
        }
        return this.#engine.call('reattach', files);
    }

    /**
     * @param {string} picker
     * @param {object} options
     * @param {HTMLInputElement} otherwise
     * @returns {Promise<Item[]>}
     */
    async #choose(picker, options, otherwise) {
        const show = /** @type {any} */ (window)[picker];
        if (typeof show === 'function') {
            try {
                return itemsOfHandles([await show.call(window, options)].flat());
            } catch (failure) {
                if (failure instanceof DOMException && failure.name === 'AbortError') {
                    return [];
                }
                // not allowed here, such as in a frame: the older way may be
            }
        }
        return new Promise(resolve => {
            const answer = () => {
                resolve(itemsOfFiles(otherwise.files ?? []));
                otherwise.value = '';
            };
            otherwise.onchange = answer;
            otherwise.oncancel = answer;
            otherwise.click();
        });
    }
}
