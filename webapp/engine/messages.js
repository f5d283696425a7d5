// @ts-check
import { date, number, size } from './format.js';

/** @typedef {import('./upload/file-upload.js').Reason} Reason */
/** @typedef {import('./wire/troubles.js').TroubleKind} TroubleKind */

/** Everything that the engine says to people. */
export const messages = {
    transfers: 'Transfers',
    uploads: 'Uploads',

    // ---- the head of the panel
    uploading: (/** @type {number} */ count) => `Uploading ${files(count)}`,
    downloading: (/** @type {number} */ count) => `Downloading ${files(count)}`,
    transferring: (/** @type {number} */ count) => `Transferring ${files(count)}`,
    uploadingSome: (/** @type {number} */ done, /** @type {number} */ all) =>
        `Uploading, ${number(done)} of ${files(all)} done`,
    finishedAll: (/** @type {number} */ count) => `${files(count)} finished`,
    finishedWithFailures: (/** @type {number} */ failed) => `${files(failed)} failed`,
    paused: (/** @type {number} */ count) => `${files(count)} paused`,
    needYou: (/** @type {number} */ count) => count === 1 ? '1 file needs you' : `${number(count)} files need you`,

    // ---- buttons
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel',
    retry: 'Retry',
    pauseAll: 'Pause all',
    resumeAll: 'Resume all',
    retryAll: 'Retry all',
    cancelAll: 'Cancel all',
    fold: 'Fold',
    unfold: 'Unfold',
    close: 'Clear finished and close',
    clear: 'Clear finished',
    chooseFile: 'Choose file…',
    chooseFolder: 'Choose folder…',
    allow: 'Allow',
    decide: 'Decide…',
    signIn: 'Sign in',
    openAgain: 'Open the link again',
    showFiles: 'Show the files',
    hideFiles: 'Hide the files',
    /** A button's name for those who cannot see what it belongs to. */
    of: (/** @type {string} */ action, /** @type {string} */ name) => `${action}: ${name}`,

    // ---- states of a row
    waiting: 'Waiting',
    checking: 'Checking',
    finishing: 'Finishing',
    isPaused: 'Paused',
    isAsking: 'A file of this name is there already',
    done: (/** @type {number} */ bytes) => size(bytes),
    doneSavedSome: (/** @type {number} */ bytes, /** @type {number} */ moved) =>
        `${size(bytes)}, ${size(moved)} sent`,
    doneSavedAll: (/** @type {number} */ bytes) => `${size(bytes)}, nothing to send`,
    downloaded: (/** @type {number} */ bytes) => `${size(bytes)}, saved`,
    identical: 'Nothing to send, identical',
    skipped: 'Skipped',
    doneOf: (/** @type {number} */ done, /** @type {number} */ all) => `${size(done)} of ${size(all)}`,
    timeLeft: (/** @type {string} */ time) => `${time} left`,
    filesDone: (/** @type {number} */ done, /** @type {number} */ all) => `${number(done)} of ${files(all)}`,
    filesFailed: (/** @type {number} */ count) => `${number(count)} failed`,
    filesIdentical: (/** @type {number} */ count) => `${number(count)} identical`,

    // ---- what is wrong, and what to do
    /** @param {Reason} reason */
    reason({ key, detail = '' }) {
        const text = REASONS[key];
        return typeof text === 'function' ? text(detail) : text ?? REASONS.fault('');
    },

    /**
     * @param {TroubleKind} kind
     * @param {number | null} seconds until the next try
     */
    trouble(kind, seconds) {
        return seconds === null || seconds <= 0 ? TROUBLES[kind] : `${TROUBLES[kind]} Trying again in ${number(seconds)} s.`;
    },
    insecure: 'Files cannot be uploaded here, because this page was opened over plain HTTP: browsers compute'
        + ' fingerprints of files, by which Cairn knows that nothing was lost, over HTTPS alone. Open it with https:// ;'
        + ' if that does not answer, ask whoever runs this Cairn to start it with --https.',

    // ---- a file that is there already
    clash: {
        title: (/** @type {string} */ name) => `“${name}” is there already`,
        folder: 'A folder of this name is in the way.',
        there: 'In the folder',
        yours: 'Your file',
        sizeAndDate: (/** @type {number} */ bytes, /** @type {string | number} */ time) => `${size(bytes)} · ${date(time)}`,
        version: 'Keep as new version',
        both: 'Keep both',
        skip: 'Skip',
        forAll: 'Do the same for all others of this upload',
        later: 'Decide later',
    },

    // ---- giving up
    cancelAllTitle: (/** @type {number} */ count) => `Cancel ${files(count)}?`,
    cancelAllText: 'What is there already stays. What has been sent of unfinished files is thrown away.',
    keepGoing: 'Keep going',

    // ---- dropping
    dropInto: (/** @type {string} */ folder) => `Drop to upload to “${folder}”`,
    dropHere: 'Drop to upload here',
    dropNowhere: 'Open a folder to drop files into it',
    topFolder: 'My files',
    reading: 'Reading the folder…',
    pastedImage: (/** @type {Date} */ now, /** @type {string} */ extension) => {
        const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
        const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
        const time = `${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
        return `Pasted image ${day} ${time}.${extension}`;
    },
    unreadable: (/** @type {string} */ name) => `“${name}” could not be read.`,
    notTheSame: (/** @type {number} */ count) => count === 1
        ? 'That is another file than the one that was interrupted, or it has changed since. Drop it to upload it anew.'
        : 'These are other files than those that were interrupted, or they have changed since. Drop them to upload them anew.',
    notAllowed: 'The browser was not allowed to read it. Drop it here again: it goes on where it stopped.',
    noUrl: (/** @type {string} */ name, /** @type {string} */ why) => `“${name}” cannot be downloaded. ${why}`,

    // ---- for those who listen
    announceDone: (/** @type {string} */ name) => `${name}: done`,
    announceDoneMany: (/** @type {number} */ count) => `${files(count)} done`,
    announceFailed: (/** @type {string} */ name, /** @type {string} */ why) => `${name} failed: ${why}`,
    announceFailedMany: (/** @type {number} */ count) => `${files(count)} failed`,

    // ---- while the server cannot be reached
    offline: {
        nobody: 'Nobody is signed in here: files that are dropped now cannot be kept',
        into: (/** @type {string} */ folder) =>
            `Drop files here, or choose them. They are kept in this browser, and go into “${folder}” once Cairn can be reached.`,
        waiting: (/** @type {number} */ count, /** @type {number} */ bytes) =>
            `${count === 1 ? '1 file waits' : `${number(count)} files wait`} here, ${size(bytes)}`,
        keeping: (/** @type {number} */ bytes) => `${size(bytes)}, being copied…`,
        kept: (/** @type {number} */ bytes, /** @type {number} */ time) => `${size(bytes)}, since ${date(time)}`,
        remove: 'Remove',
        survives: 'These are copies: they stay when this tab or the browser is closed, and are uploaded once Cairn is open'
            + ' here and can be reached. Deleting this site’s data in the browser deletes them.',
        evictable: 'So may the browser, if the disk gets full.',
        noRoom: (/** @type {string} */ name, /** @type {number} */ bytes) =>
            `“${name}” (${size(bytes)}) is not kept: the browser has no room for it. Drop it again when Cairn can be reached.`,
        notKept: (/** @type {string} */ name) =>
            `“${name}” is not kept: it cannot be read, or the browser cannot write. Drop it again when Cairn can be reached.`,
        emptyFolder: (/** @type {string} */ name) => `“${name}” is an empty folder, and is not kept.`,
        others: (/** @type {number} */ count) =>
            `${count === 1 ? 'One upload waits' : `${number(count)} uploads wait`} here, to go on then.`,
    },

    // ---- the window's title
    title: (/** @type {string} */ percent, /** @type {string} */ title) => `${percent} · ${title}`,
};

/** @type {Record<TroubleKind, string>} */
const TROUBLES = {
    signedOut: 'You are signed out. Sign in again to go on; nothing is lost.',
    visitOver: 'You were away for too long. Open the link again to go on.',
    server: 'The server cannot be reached. Nothing is lost.',
    store: 'The store cannot be reached. Nothing is lost.',
    storeFull: 'The store is full. Nothing is lost; the upload goes on when there is room.',
};

/** @type {Record<string, any>} */
const REASONS = {
    chooseAgain: 'Interrupted. Choose the file again to go on where it stopped',
    allowAgain: 'Interrupted. Allow reading it again to go on where it stopped',
    changed: 'The file changed while it was read. Nothing was saved',
    gone: 'The file is gone, or cannot be read',
    refused: (/** @type {string} */ detail) => detail,
    storeRefused: (/** @type {string} */ status) => `The store refused the data (${status})`,
    notTaken: 'The server did not keep what was sent',
    nameTaken: 'The name was taken again and again',
    damaged: 'The stored data is damaged. The server has been told',
    diskFull: 'The disk is full',
    cannotWrite: 'The file cannot be written to',
    savedAs: (/** @type {string} */ name) => `Saved as “${name}”`,
    bothKept: 'Somebody else changed it too: their version is kept',
    fault: (/** @type {string} */ detail) => `Something went wrong${detail && ` (${detail})`}`,
    'name.empty': 'A name has at least one character',
    'name.dots': 'A name cannot be . or ..',
    'name.control': 'The name contains control characters, such as a line break',
    'name.slash': 'A name cannot contain /',
    'name.unicode': 'The name is not valid Unicode',
    'name.long': 'The name is too long: at most 255 bytes',
};

/** @param {number} count */
function files(count) {
    return count === 1 ? '1 file' : `${number(count)} files`;
}
