// @ts-check

/** An address that was renewed so many milliseconds ago is not what a player stumbles over. */
const FRESH = 20_000;

/**
 * The browser's own player of a sound or a film. Addresses of contents are good for minutes, films last for hours: when
 * the player cannot go on, it gets a new address once, and goes on where it was.
 *
 * Attributes: `url`; `name` of the file; `kind`, `audio` or `video`; and what is said while the player is `loading` and
 * when it `failed`.
 *
 * @typedef {{renew(): Promise<string | null>}} Server
 */
export class PlayerElement extends HTMLElement {
    /** @type {Server} set by Vaadin */
    $server;
    /** @type {HTMLMediaElement | undefined} */
    #player;
    #note = document.createElement('p');
    #renewed = -Infinity;

    async connectedCallback() {
        await null; // Vaadin sets the attributes of what it has attached
        if (this.#player !== undefined) {
            return;
        }
        const player = document.createElement(this.getAttribute('kind') === 'video' ? 'video' : 'audio');
        this.#player = player;
        player.controls = true;
        player.preload = 'metadata';
        player.setAttribute('playsinline', '');
        player.setAttribute('aria-label', this.getAttribute('name') ?? '');
        player.addEventListener('loadedmetadata', () => this.#say(null));
        player.addEventListener('play', () => pauseOthers(player));
        player.addEventListener('error', () => this.#goOn(player));
        player.src = this.getAttribute('url') ?? '';
        this.#note.className = 'muted';
        this.#note.setAttribute('role', 'status');
        this.#say('loading');
        this.append(player, this.#note);
    }

    /** @param {HTMLMediaElement} player that has failed */
    async #goOn(player) {
        const url = performance.now() - this.#renewed < FRESH ? null : await this.#renew();
        if (url === null) {
            player.hidden = true;
            this.#say('failed');
            return;
        }
        const { currentTime, paused } = player;
        player.src = url;
        player.currentTime = currentTime;
        if (!paused) {
            player.play().catch(() => {}); // what is wrong comes as an error
        }
    }

    async #renew() {
        this.#renewed = performance.now();
        try {
            return await this.$server.renew();
        } catch {
            return null;
        }
    }

    /** @param {string | null} what */
    #say(what) {
        this.#note.textContent = what === null ? '' : this.getAttribute(what);
    }
}

/** @param {HTMLMediaElement} player that plays now */
function pauseOthers(player) {
    for (const other of document.querySelectorAll('audio, video')) {
        if (other !== player) {
            /** @type {HTMLMediaElement} */ (other).pause();
        }
    }
}
