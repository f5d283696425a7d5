// @ts-check

/**
 * A refusal that the server words for people. Source: RFC 9457, `ProblemType.java`.
 */
export class Problem extends Error {
    /**
     * @param {number} status of HTTP
     * @param {{type?: string, title?: string, detail?: string}} document
     * @param {number} [retryAfter] milliseconds
     */
    constructor(status, document, retryAfter) {
        super(document.detail || document.title || `The server answered ${status}.`);
        this.name = 'Problem';
        this.status = status;
        /** The last part of the type, such as `quota-exceeded`; stable for ever. */
        this.kind = document.type?.split('/').at(-1) ?? '';
        this.retryAfter = retryAfter;
    }

    /**
     * Reads an answer that is not a success. A body that is no problem document gives a problem
     * without kind.
     *
     * @param {Response} response
     */
    static async of(response) {
        const text = await response.text().catch(() => '');
        const seconds = Number(response.headers.get('Retry-After'));
        return new Problem(response.status, parse(text), seconds > 0 ? seconds * 1000 : undefined);
    }

    /** Whether the same request may succeed later, without anybody doing anything about it. */
    get isPassing() {
        return this.status === 429 || this.status >= 500 && this.kind !== 'quota-exceeded';
    }
}

/** No answer came: the line is down, or nobody listens. */
export class Unreachable extends Error {
    constructor() {
        super('No answer');
        this.name = 'Unreachable';
    }
}

/** @param {string} text */
function parse(text) {
    try {
        const document = JSON.parse(text);
        return typeof document === 'object' && document !== null ? document : {};
    } catch {
        return {};
    }
}
