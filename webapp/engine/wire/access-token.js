// @ts-check
import { Problem, Unreachable } from './problem.js';

/** A token is renewed when it is good for less than this many milliseconds. */
const MARGIN = 60_000;

/**
 * What a server gives for proof of who asks.
 *
 * @typedef {{accessToken: string, expiresIn: number}} Given `expiresIn` in seconds
 */

/** Nobody is signed in here, or a visit is over; only the person can do something about it. */
export class SignedOut extends Error {
    constructor() {
        super('Signed out');
        this.name = 'SignedOut';
    }
}

/** An access token, asked for anew when it is about to end. */
export class AccessToken {
    #source;
    #text = '';
    #goodUntil = 0;
    /** @type {Promise<string> | undefined} */
    #asking;

    /** @param {() => Promise<Given>} source asks the server; throws what `get` throws */
    constructor(source) {
        this.#source = source;
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
        const { accessToken, expiresIn } = await this.#source();
        this.#text = accessToken;
        this.#goodUntil = asked + expiresIn * 1000 - MARGIN;
        return this.#text;
    }
}

/**
 * The signed-in browser: the server gives a token for its cookie.
 *
 * The cookie's own token changes with every call; the answer that brings the new one must not get
 * lost when the page goes away, hence `keepalive`.
 *
 * @param {string} userId whose token it has to be: another tab may have signed in another person
 * @returns {() => Promise<Given>}
 */
export function ofPerson(userId) {
    return async () => {
        const given = await ask('/api/v1/auth/browser', { keepalive: true });
        if (personOf(given.accessToken) !== userId) {
            throw new SignedOut();
        }
        return given;
    };
}

/**
 * Somebody who has opened a link: the server gives a token for the one before, while that is good.
 *
 * @param {string} first
 * @returns {() => Promise<Given>}
 */
export function ofVisit(first) {
    let last = first;
    return async () => {
        const given = await ask('/api/v1/links/visit/renew', { headers: { Authorization: `Bearer ${last}` } });
        last = given.accessToken;
        return given;
    };
}

/**
 * @param {string} url
 * @param {RequestInit} request
 * @returns {Promise<Given>}
 */
async function ask(url, request) {
    const response = await fetch(url, { method: 'POST', ...request }).catch(() => {
        throw new Unreachable();
    });
    if (response.status === 401) {
        throw new SignedOut();
    }
    if (!response.ok) {
        throw await Problem.of(response);
    }
    return response.json();
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
