// @ts-check

/** @typedef {import('../engine.js').Clash} Clash */
/** @typedef {import('../panel/questions.js').Questions} Questions */
/** @typedef {import('./engine-client.js').EngineClient} EngineClient */

/** Asks about files that are there already, one after the other. */
export class Clashes {
    #engine;
    #questions;
    #mayHaveMore;
    /** @type {Map<string, Clash>} undecided, by id of the upload */
    #open = new Map();
    /** @type {string[]} ids of those to ask about */
    #queue = [];
    #isAsking = false;

    /**
     * @param {EngineClient} engine
     * @param {Questions} questions
     * @param {(drop: string) => boolean} mayHaveMore whether a drop has more than one file
     */
    constructor(engine, questions, mayHaveMore) {
        this.#engine = engine;
        this.#questions = questions;
        this.#mayHaveMore = mayHaveMore;
    }

    /** @param {Clash} clash */
    add(clash) {
        this.#open.set(clash.id, clash);
        this.ask([clash.id]);
    }

    /**
     * Asks, now or after what is being asked.
     *
     * @param {string[]} ids of uploads; those that do not clash are left out
     */
    ask(ids) {
        this.#queue.push(...ids);
        if (!this.#isAsking) {
            this.#isAsking = true;
            this.#askAll().finally(() => this.#isAsking = false);
        }
    }

    /** @param {string[]} ids of uploads that are gone or go on */
    forget(ids) {
        ids.forEach(id => this.#open.delete(id));
    }

    /** Forgets everything. */
    clear() {
        this.#open.clear();
    }

    async #askAll() {
        while (this.#queue.length > 0) {
            const clash = this.#open.get(this.#queue.shift() ?? '');
            const answer = clash && await this.#questions.aboutClash(clash, this.#mayHaveMore(clash.drop));
            if (clash && !answer) {
                this.#queue = []; // later, by the button of the line
            } else if (clash && answer) {
                const alike = answer.isForAll ? [...this.#open.values()].filter(({ drop }) => drop === clash.drop) : [clash];
                const ids = alike.map(({ id }) => id);
                this.forget(ids);
                await this.#engine.call('decide', ids, answer.decision, answer.isForAll);
            }
        }
    }
}
