// @ts-check
import { Latest } from './latest.js';
import { Socket } from './socket.js';

/** News of one namespace comes to the server's part of the page at most once in so many milliseconds. */
const PAUSE = 500;

/**
 * Keeps a page up to date: opens the socket, watches what is on screen, and passes hints on to the
 * views, which are on the server. A page that nobody sees is told when it is looked at again.
 *
 * @typedef {{ticket(): Promise<string>, connected(): Promise<void>,
 *     changed(namespaceId: string, seq: number): Promise<void>}} Server
 */
export class LiveElement extends HTMLElement {
    /** @type {Server} set by Vaadin */
    $server;
    /** @type {Socket | undefined} */
    #socket;
    #watched = '';
    #news = new Latest(PAUSE, (namespaceId, seq) => this.$server.changed(namespaceId, seq));
    #looked = () => this.#news.hold(document.hidden);

    connectedCallback() {
        this.hidden = true;
        this.#socket = new Socket({
            ticket: () => this.$server.ticket(),
            opened: () => this.$server.connected(),
            hear: (hint) => this.#news.tell(hint.namespaceId, hint.seq),
        });
        this.#socket.watch(this.#watched);
        document.addEventListener('visibilitychange', this.#looked);
        this.#looked();
    }

    disconnectedCallback() {
        document.removeEventListener('visibilitychange', this.#looked);
        this.#socket?.close();
        this.#socket = undefined;
    }

    /** @param {string} namespaceId what is on screen */
    set watched(namespaceId) {
        this.#watched = namespaceId;
        this.#socket?.watch(namespaceId);
    }

    get watched() {
        return this.#watched;
    }
}
