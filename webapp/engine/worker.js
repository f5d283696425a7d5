// @ts-check
import { Engine } from './engine.js';

/**
 * The thread on which the engine runs, so that the page stays free. It gets
 * `{call, method, arguments}` and answers `{call, result}` or `{call, failure}`; in between it tells
 * what happens. `open` and `close` begin and end an engine, everything else is for the one that is
 * open.
 */

/** @type {Engine | null} */
let engine = null;

/** @type {Record<string, (...given: any[]) => any>} */
const own = {
    async open(/** @type {string} */ userId, /** @type {import('./engine.js').Visit | null} */ visit) {
        own.close();
        engine = new Engine(userId, visit, event => globalThis.postMessage(event));
        await engine.start();
    },
    close() {
        engine?.stop();
        engine = null;
    },
};

globalThis.onmessage = async (/** @type {MessageEvent} */ { data }) => {
    const { call, method, arguments: given } = data;
    try {
        const run = own[method] ?? /** @type {any} */ (engine)?.[method].bind(engine);
        globalThis.postMessage({ call, result: await run?.(...given) });
    } catch (failure) {
        const { name = 'Error', message = '' } = failure instanceof Error ? failure : {};
        globalThis.postMessage({ call, failure: { name, message } });
    }
};
