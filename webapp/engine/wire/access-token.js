// @ts-check
import { Problem, Unreachable } from './problem.js';

/** A token is renewed when it is good for less than this many milliseconds. */
const MARGIN = 60_000;

/** The person is not signed in here; only they can do something about it. */
export class SignedOut extends Error {
    constructor() {
        super('Signed out');
        this.name = 'SignedOut';
    }
}

/**
 * The access token of the signed-in browser, which the server gives for its cookie.
 *
 * The cookie's own token changes with every call; the answer that brings the new one must not get
 * lost when the page goes away, hence `keepalive`.
 */
export class AccessToken {
    #userId;
    #text = '';
    #goodUntil = 0;
    /** @type {Promise<string> | undefined} */
    #asking;

    /** @param {string} userId whose token it has to be: another tab may have signed in another person */
    constructor(userId) {
        this.#userId = userId;
    }

    /**
     * A token that is good for some time yet.
     *
     * @throws {SignedOut}
     * @throws {Unreachable}
     * @throws {Problem} if the server cannot answer just now
     */
    async get() {
        if (performance.now() < this.#goodUntil) {
            return this.#text;
        }
        this.#asking ??= this.#ask().finally(() => this.#asking = undefined);
        return this.#asking;
    }

    /**
     * Takes note that the server has refused a token.
     *
     * @param {string} text the token; a newer one stays
     */
    refused(text) {
        if (text === this.#text) {
            this.#goodUntil = 0;
        }
    }

    async #ask() {
        const asked = performance.now();
        const response = await fetch('/api/v1/auth/browser', { method: 'POST', keepalive: true }).catch(() => {
            throw new Unreachable();
        });
        if (response.status === 401) {
            throw new SignedOut();
        }
        if (!response.ok) {
            throw await Problem.of(response);
        }
        const answer = await response.json();
        if (personOf(answer.accessToken) !== this.#userId) {
            throw new SignedOut();
        }
        this.#text = answer.accessToken;
        this.#goodUntil = asked + answer.expiresIn * 1000 - MARGIN;
        return this.#text;
    }
}

/**
 * The subject of a JSON Web Token. Source: RFC 7519, section 4.1.2.
 *
 * @param {string} token
 */
function personOf(token) {
    const claims = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(claims)).sub;
}
