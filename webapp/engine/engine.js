// @ts-check
import { Downloads } from './download/downloads.js';
import { Journal } from './journal/journal.js';
import { Ownership } from './journal/ownership.js';
import { Reporter } from './report.js';
import { Slots } from './upload/slots.js';
import { Uploads } from './upload/uploads.js';
import { Works } from './upload/works.js';
import { AccessToken, ofPerson, ofVisit } from './wire/access-token.js';
import { Api } from './wire/api.js';
import { Troubles } from './wire/troubles.js';
import { VisitApi } from './wire/visit-api.js';

/** @typedef {import('./download/file-download.js').Wanted} Wanted */
/** @typedef {import('./report.js').Report} Report */
/** @typedef {import('./upload/drop.js').Decision} Decision */
/** @typedef {import('./upload/file-upload.js').FileUpload} FileUpload */
/** @typedef {import('./upload/uploads.js').DroppedFile} DroppedFile */
/** @typedef {import('./wire/troubles.js').Trouble} Trouble */

/**
 * A file that the person has to decide about.
 *
 * @typedef {object} Clash
 * @property {string} id of the upload
 * @property {string} drop
 * @property {string} path
 * @property {number} size
 * @property {number} lastModified
 * @property {boolean} isFolder whether what is there is a folder
 * @property {number | null} thereSize
 * @property {string} thereModified
 */

/**
 * Somebody who was asked for files by a link.
 *
 * @typedef {object} Visit
 * @property {string} token
 * @property {string} folderName of the folder that files go into
 */

/**
 * What the engine tells the page.
 *
 * @typedef {{event: 'report', report: Report}
 *     | {event: 'clash', clash: Clash}
 *     | {event: 'treeChanged', folderIds: string[]}
 *     | {event: 'trouble', trouble: Trouble | null}} EngineEvent
 */

/**
 * The transfers of one signed-in person, or of one visitor, in one page, on a thread of its own.
 *
 * Its public methods are what the page can call.
 */
export class Engine {
    #userId;
    #tell;
    #life = new AbortController();
    #ownership = new Ownership(this.#life.signal);
    #journal = new Journal();
    #token;
    #api;
    #troubles;
    #uploads;
    #downloads;

    /**
     * @param {string} userId whose transfers these are; of a visit, what its unfinished ones are kept under
     * @param {Visit | null} visit null for a signed-in person
     * @param {(event: EngineEvent) => void} tell
     */
    constructor(userId, visit, tell) {
        const life = this.#life.signal;
        this.#userId = userId;
        this.#tell = (/** @type {EngineEvent} */ event) => life.aborted || tell(event);
        this.#troubles = new Troubles(trouble => this.#tell({ event: 'trouble', trouble }));
        this.#token = new AccessToken(visit === null ? ofPerson(userId) : ofVisit(visit.token));
        this.#api = visit === null
            ? new Api(this.#token, this.#troubles)
            : new VisitApi(this.#token, this.#troubles, visit.folderName);
        const works = new Works(this.#api, this.#journal, this.#troubles, folderIds => {
            this.#tell({ event: 'treeChanged', folderIds: [...folderIds] });
        }, life);
        const reporter = new Reporter(report => this.#tell({ event: 'report', report }), () => this.#uploads.tidy(), life);
        const events = {
            onChange: reporter.changed.bind(reporter),
            onRemove: reporter.removed.bind(reporter),
            onUndecided: this.#ask.bind(this),
            onSignedOut: () => this.#troubles.begin(visit === null ? 'signedOut' : 'visitOver'),
        };
        this.#uploads = new Uploads(works, events, life);
        this.#downloads = new Downloads({
            api: this.#api,
            slots: new Slots(),
            budget: works.budget,
            troubles: this.#troubles,
        }, events, life);
    }

    /** Takes up what earlier pages of the person have left unfinished. */
    async start() {
        await this.#ownership.begin();
        await this.#takeOver();
    }

    /** Ends everything that is under way. What is not finished stays in the journal. */
    stop() {
        this.#life.abort(new DOMException('The page has another person now', 'AbortError'));
    }

    /** Looks whether the person is signed in again, and whether another tab has left something. */
    async wake() {
        try {
            await this.#token.get();
            this.#troubles.end('signedOut', 'visitOver');
            this.#uploads.signedIn();
            this.#downloads.signedIn();
            this.#ownership.watch(await this.#ownership.living(), () => this.#takeOver());
        } catch {
            // still signed out, or off line: it is asked again
        }
    }

    // ---- uploads

    /**
     * @param {string} id of the drop
     * @param {string} namespaceId
     * @param {string} folderId
     * @param {FileSystemHandle[]} handles of what was dropped
     */
    async openDrop(id, namespaceId, folderId, handles) {
        await this.#uploads.open({
            id,
            userId: this.#userId,
            owner: this.#ownership.id,
            time: Date.now(),
            namespaceId,
            folderId,
            handles,
            uploadId: null,
        });
    }

    /**
     * @param {string} dropId
     * @param {DroppedFile[]} files
     * @param {number} first number of the first of them in the drop
     */
    async addFiles(dropId, files, first) {
        await this.#uploads.add(dropId, files, first);
    }

    /**
     * Adds folders to a drop that have nothing in them.
     *
     * @param {string} dropId
     * @param {string[]} paths
     */
    async addFolders(dropId, paths) {
        await this.#uploads.addFolders(dropId, paths);
    }

    /** @param {string} dropId all files of which were added */
    closeDrop(dropId) {
        this.#uploads.close(dropId);
    }

    /**
     * @param {string[]} ids of uploads that clash
     * @param {Decision} decision
     * @param {boolean} forAll for all other files of the same drop too
     */
    async decide(ids, decision, forAll) {
        await this.#uploads.decide(this.#uploads.find(ids), decision, forAll);
    }

    /**
     * @param {{path: string, file: File}[]} files that the person has chosen again
     * @returns {Promise<number>} how many no upload waits for
     */
    async reattach(files) {
        return this.#uploads.reattach(files);
    }

    /**
     * The handles that have to be allowed again before uploads can go on.
     *
     * @param {string[]} ids
     */
    handlesOf(ids) {
        const handles = this.#uploads.find(ids).map(({ source }) => source.handle);
        return [...new Set(handles)].filter(handle => handle !== null);
    }

    // ---- downloads

    /**
     * @param {Wanted} wanted
     * @param {FileSystemFileHandle} handle where it goes
     */
    download(wanted, handle) {
        this.#downloads.add(wanted, handle);
    }

    /**
     * A URL that gives the whole file to anybody, for some minutes.
     *
     * @param {Wanted} wanted
     */
    async downloadUrl({ folderId, fileId, versionId }) {
        const { url } = await this.#api.download(folderId, fileId, versionId, this.#life.signal);
        return url;
    }

    // ---- both

    /** @param {string[] | null} ids null for all */
    async pause(ids) {
        this.#downloads.pause(ids === null ? [...this.#downloads.all] : this.#downloads.find(ids));
        await this.#uploads.pause(ids === null ? [...this.#uploads.all] : this.#uploads.find(ids));
    }

    /** @param {string[] | null} ids null for all */
    async resume(ids) {
        this.#downloads.resume(ids === null ? [...this.#downloads.all] : this.#downloads.find(ids));
        await this.#uploads.resume(ids === null ? [...this.#uploads.all] : this.#uploads.find(ids));
    }

    /** @param {string[] | null} ids null for all */
    cancel(ids) {
        this.#downloads.cancel(ids === null ? [...this.#downloads.all] : this.#downloads.find(ids));
        this.#uploads.cancel(ids === null ? [...this.#uploads.all] : this.#uploads.find(ids));
    }

    /** Removes what is finished from view. */
    clearFinished() {
        this.#downloads.clearFinished();
        this.#uploads.clearFinished();
    }

    /**
     * The name of a folder; empty for a top folder.
     *
     * @param {string} folderId
     */
    async folderName(folderId) {
        return (await this.#api.folder(folderId, this.#life.signal)).folderName;
    }

    async #takeOver() {
        const life = this.#life.signal;
        const left = await this.#ownership.alone(living => {
            this.#ownership.watch(living, () => this.#takeOver());
            return life.aborted ? Promise.resolve([]) : this.#journal.takeOver(this.#userId, this.#ownership.id, living);
        });
        left.forEach(drop => this.#uploads.restore(drop));
    }

    /** @param {FileUpload} upload */
    #ask(upload) {
        const there = upload.existing;
        this.#tell({
            event: 'clash',
            clash: {
                id: upload.id,
                drop: upload.drop.id,
                path: upload.path,
                size: upload.size,
                lastModified: upload.lastModified,
                isFolder: there?.fileId === undefined,
                thereSize: there?.metadata.fileSize ?? null,
                thereModified: there?.metadata.updatedAt ?? '',
            },
        });
    }
}
