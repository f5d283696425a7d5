// @ts-check

const PREFIX = 'cairn-engine-';

/**
 * Tells which engines are alive, over all tabs, so that two never work on one upload: each holds a
 * lock of its own for as long as it lives, whatever ends it. Source: W3C, Web Locks API.
 */
export class Ownership {
    /** Names this engine among all. */
    id = crypto.randomUUID();
    #life;
    /** @type {Set<string>} engines whose end is awaited */
    #awaited = new Set();

    /** @param {AbortSignal} life of the engine */
    constructor(life) {
        this.#life = life;
    }

    /** Resolves when this engine counts as alive. */
    begin() {
        return new Promise(begun => {
            navigator.locks.request(PREFIX + this.id, () => {
                begun(undefined);
                return new Promise(end => this.#life.addEventListener('abort', () => end(undefined)));
            });
        });
    }

    /**
     * Does something that only one engine may do at a time.
     *
     * @template T
     * @param {(living: Set<string>) => Promise<T>} work gets the engines that are alive
     * @returns {Promise<T>}
     */
    alone(work) {
        return navigator.locks.request('cairn-take-over', async () => work(await this.living()));
    }

    /**
     * Calls back whenever one of these engines has ended, or if it has ended by now.
     *
     * @param {Set<string>} living as they were when it mattered
     * @param {() => void} onEnd by then it does not count as alive
     */
    watch(living, onEnd) {
        for (const other of living) {
            if (other !== this.id && !this.#awaited.has(other)) {
                this.#awaited.add(other);
                const ended = navigator.locks.request(PREFIX + other, { signal: this.#life }, () => {});
                ended.then(onEnd, () => {
                    // this engine has ended first
                });
            }
        }
    }

    /** The engines that are alive, this one among them. */
    async living() {
        const { held = [] } = await navigator.locks.query();
        return new Set(held.flatMap(({ name }) => name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
    }
}
