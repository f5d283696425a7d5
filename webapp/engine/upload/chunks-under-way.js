// @ts-check

/** @typedef {import('./upload-session.js').UploadSession} UploadSession */

/**
 * A chunk that is being sent, or has been sent and waits for a commit.
 *
 * @typedef {{session: UploadSession, stored: Promise<void>}} ChunkUnderWay `stored` resolves when
 *     it is in the store
 */

/**
 * The chunks of a namespace that this page is sending, so that equal files in one drop are sent
 * once.
 */
export class ChunksUnderWay {
    /** @type {Map<string, ChunkUnderWay>} by fingerprint */
    #chunks = new Map();

    /**
     * @param {string} fingerprint
     */
    find(fingerprint) {
        return this.#chunks.get(fingerprint);
    }

    /**
     * Takes note that chunks are being sent together. They are forgotten when that fails.
     *
     * @param {string[]} fingerprints
     * @param {UploadSession} session
     * @param {Promise<void>} stored
     */
    add(fingerprints, session, stored) {
        const chunk = { session, stored };
        for (const fingerprint of fingerprints) {
            this.#chunks.set(fingerprint, chunk);
        }
        stored.catch(() => fingerprints.forEach(fingerprint => {
            if (this.#chunks.get(fingerprint) === chunk) {
                this.#chunks.delete(fingerprint);
            }
        }));
    }

    /**
     * Forgets the chunks that came with an upload which is over: from then on the server knows
     * better.
     *
     * @param {UploadSession} session
     */
    removeAll(session) {
        for (const [fingerprint, chunk] of this.#chunks) {
            if (chunk.session === session) {
                this.#chunks.delete(fingerprint);
            }
        }
    }
}
