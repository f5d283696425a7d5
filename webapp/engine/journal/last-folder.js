// @ts-check
import { transact } from './database.js';

const LAST = 'last';

/**
 * Whose folder was opened last in this browser, and which: that is where files go that come while
 * the server cannot be reached.
 *
 * @typedef {{userId: string, namespaceId: string, folderId: string, folderName: string}} LastFolder
 */

/** @param {LastFolder} folder that takes files */
export async function remember(folder) {
    await transact(['folder'], 'readwrite', store => store('folder').put(folder, LAST));
}

/** @returns {Promise<LastFolder | null>} null while nobody is signed in here */
export async function recall() {
    const question = await transact(['folder'], 'readonly', store => store('folder').get(LAST));
    return question.result ?? null;
}

/** To be called when nobody is signed in here any more. */
export async function forget() {
    await transact(['folder'], 'readwrite', store => store('folder').delete(LAST));
}
