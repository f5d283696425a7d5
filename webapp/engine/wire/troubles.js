// @ts-check

/** @typedef {'signedOut' | 'visitOver' | 'server' | 'store' | 'storeFull'} TroubleKind */

/**
 * What keeps everything waiting just now.
 *
 * @typedef {{kind: TroubleKind, nextTry: number | null}} Trouble `nextTry` in milliseconds since
 *     1970, null where nobody tries
 */

/** In the order in which they matter to a person. */
const ORDER = /** @type {TroubleKind[]} */ (['signedOut', 'visitOver', 'server', 'storeFull', 'store']);

/** Collects what many requests meet, so that a person is told about it once. */
export class Troubles {
    /** @type {Map<TroubleKind, Trouble>} */
    #present = new Map();
    #onChange;

    /** @param {(worst: Trouble | null) => void} onChange */
    constructor(onChange) {
        this.#onChange = onChange;
    }

    /**
     * @param {TroubleKind} kind
     * @param {number} [delay] milliseconds until the next try
     */
    begin(kind, delay) {
        this.#present.set(kind, { kind, nextTry: delay === undefined ? null : Date.now() + delay });
        this.#tell();
    }

    /** @param {TroubleKind[]} kinds what is over; no matter whether it was there */
    end(...kinds) {
        const ended = kinds.filter(kind => this.#present.delete(kind));
        if (ended.length > 0) {
            this.#tell();
        }
    }

    #tell() {
        const worst = ORDER.find(kind => this.#present.has(kind));
        this.#onChange(worst === undefined ? null : this.#present.get(worst) ?? null);
    }
}
