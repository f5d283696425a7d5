// @ts-check

/** @typedef {import('../engine.js').Clash} Clash */
/** @typedef {import('../engine.js').EngineEvent} EngineEvent */
/** @typedef {import('../engine.js').Visit} Visit */
/** @typedef {import('../report.js').Report} Report */
/** @typedef {import('../wire/troubles.js').Trouble} Trouble */

/**
 * The engine's end on the page: calls its methods and hears what it tells.
 *
 * There is one for the page, however often the panel comes and goes. Events: `report`, `clash`,
 * `treeChanged`, `trouble`, each with what the engine told as `detail`; and `person` when another
 * person's transfers begin, or nobody's.
 */
export class EngineClient extends EventTarget {
    /** @type {Worker | null} */
    #worker = null;
    /** @type {Map<number, {resolve: (result: any) => void, reject: (failure: Error) => void}>} */
    #calls = new Map();
    #lastCall = 0;
    /** @type {string | null} */
    #userId = null;

    /** Whose transfers these are; null for nobody's. */
    get userId() {
        return this.#userId;
    }

    /**
     * Takes up a person's transfers, and lets those of another be.
     *
     * @param {string | null} userId
     * @param {Visit | null} [visit] null for a signed-in person
     */
    async open(userId, visit = null) {
        if (userId === this.#userId) {
            return;
        }
        this.#userId = userId;
        this.dispatchEvent(new CustomEvent('person'));
        await (userId === null ? this.call('close') : this.call('open', userId, visit));
    }

    /**
     * Calls a method of `Engine`.
     *
     * @param {string} method
     * @param {...any} given what can be cloned to another thread
     * @returns {Promise<any>}
     * @throws an error with the name and message of the engine's
     */
    call(method, ...given) {
        this.#worker ??= this.#start();
        const call = ++this.#lastCall;
        const answered = new Promise((resolve, reject) => this.#calls.set(call, { resolve, reject }));
        this.#worker.postMessage({ call, method, arguments: given });
        return answered;
    }

    #start() {
        const worker = new Worker(new URL('../worker.js', import.meta.url), { type: 'module', name: 'cairn-engine' });
        worker.onmessage = ({ data }) => this.#hear(data);
        worker.onerror = event => console.error('Cairn: the transfer engine failed:', event.message);
        return worker;
    }

    /** @param {any} message */
    #hear(message) {
        if (message.event) {
            const detail = message.report ?? message.clash ?? message.folderIds ?? message.trouble ?? null;
            this.dispatchEvent(new CustomEvent(message.event, { detail }));
            return;
        }
        const call = this.#calls.get(message.call);
        this.#calls.delete(message.call);
        if (message.failure) {
            call?.reject(Object.assign(new Error(message.failure.message), { name: message.failure.name }));
        } else {
            call?.resolve(message.result);
        }
    }
}
