// @ts-check

/** Milliseconds within which a browser begins a download that it was given as a link. */
const DOWNLOAD_BEGINS = 2000;

/** Asks before the window is closed while something would be interrupted by it. */
export class LeaveGuard {
    #isBusy;
    #letGoUntil = 0;

    /** @param {() => boolean} isBusy */
    constructor(isBusy) {
        this.#isBusy = isBusy;
    }

    /**
     * Begins to guard.
     *
     * @param {AbortSignal} signal ends it
     */
    listen(signal) {
        window.addEventListener('beforeunload', event => {
            if (performance.now() > this.#letGoUntil && this.#isBusy()) {
                event.preventDefault();
            }
        }, { signal });
    }

    /** Does not ask now: the page itself follows a link. */
    letGo() {
        this.#letGoUntil = performance.now() + DOWNLOAD_BEGINS;
    }
}
