// @ts-check
import { Api } from './api.js';

/** @typedef {import('./access-token.js').AccessToken} AccessToken */
/** @typedef {import('./troubles.js').Troubles} Troubles */

/**
 * The API as somebody has it who was asked for files by a link: the same calls, but to a visitor
 * nothing is there. The server puts whatever they send beside what has its name.
 */
export class VisitApi extends Api {
    #folderName;

    /**
     * @param {AccessToken} token
     * @param {Troubles} troubles
     * @param {string} folderName of the folder that files go into
     */
    constructor(token, troubles, folderName) {
        super(token, troubles, '/api/v1/links/visit');
        this.#folderName = folderName;
    }

    async lookUp() {
        return { files: [], folders: [] };
    }

    async folder() {
        return { folderName: this.#folderName };
    }
}
