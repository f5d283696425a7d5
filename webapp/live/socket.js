// @ts-check

/** Milliseconds until the first try again, and the most between two. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** A socket that lived for so many milliseconds was a good one. */
const GOOD = 30_000;

/** The server's code for a device that was signed out. */
const SIGNED_OUT = 4401;

/**
 * A socket for hints that is opened again whenever it breaks.
 *
 * @typedef {{namespaceId: string, seq: number}} Hint
 */
export class Socket {
    #owner;
    /** @type {WebSocket | undefined} */
    #socket;
    #watched = '';
    #pause = FIRST_PAUSE;
    #closed = false;
    /** @type {number | undefined} */
    #timer;

    /**
     * @param {object} owner
     * @param {() => Promise<string>} owner.ticket gets a ticket
     * @param {() => void} owner.opened is told each time that the socket has been opened
     * @param {(hint: Hint) => void} owner.hear
     */
    constructor(owner) {
        this.#owner = owner;
        this.#open();
    }

    /**
     * Watches a namespace instead of the one before.
     *
     * @param {string} namespaceId empty for none
     */
    watch(namespaceId) {
        const before = this.#watched;
        if (namespaceId !== before) {
            this.#watched = namespaceId;
            this.#send({ watch: namespaceId ? [namespaceId] : [], unwatch: before ? [before] : [] });
        }
    }

    close() {
        this.#closed = true;
        clearTimeout(this.#timer);
        this.#socket?.close();
    }

    async #open() {
        let ticket;
        try {
            ticket = await this.#owner.ticket();
        } catch {
            this.#again();
            return;
        }
        if (this.#closed) {
            return;
        }
        const url = new URL('/ws/changes', location.href);
        url.protocol = url.protocol.replace('http', 'ws');
        url.searchParams.set('ticket', ticket);
        const socket = new WebSocket(url);
        const begun = performance.now();
        socket.onopen = () => {
            if (this.#watched) {
                this.#send({ watch: [this.#watched] });
            }
            this.#owner.opened();
        };
        socket.onmessage = (message) => this.#owner.hear(JSON.parse(message.data));
        socket.onclose = (event) => {
            if (performance.now() - begun > GOOD) {
                this.#pause = FIRST_PAUSE;
            }
            if (event.code !== SIGNED_OUT) {
                this.#again();
            }
        };
        this.#socket = socket;
    }

    /** Later, and not at the same moment as everybody else whom a restart has cut off. */
    #again() {
        if (!this.#closed) {
            this.#timer = setTimeout(() => this.#open(), this.#pause * (0.5 + Math.random()));
            this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
        }
    }

    /** @param {object} message */
    #send(message) {
        if (this.#socket?.readyState === WebSocket.OPEN) {
            this.#socket.send(JSON.stringify(message));
        }
    }
}
