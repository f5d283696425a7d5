// @ts-check
import { remember } from '../journal/last-folder.js';
import { messages } from '../messages.js';
import { Announcer } from '../panel/announcer.js';
import { PageTitle } from '../panel/page-title.js';
import { Questions } from '../panel/questions.js';
import { styles } from '../panel/styles.js';
import { kindOf, TransferList } from '../panel/transfer-list.js';
import { TransfersPanel } from '../panel/transfers-panel.js';
import { Clashes } from './clashes.js';
import { download } from './download.js';
import { DropZone } from './drop-zone.js';
import { EngineClient } from './engine-client.js';
import { itemsOfFiles } from './intake.js';
import { LeaveGuard } from './leave-guard.js';
import { Uploader } from './uploader.js';

/** @typedef {import('../download/file-download.js').Wanted} Wanted */
/** @typedef {import('../engine.js').Clash} Clash */
/** @typedef {import('../engine.js').Visit} Visit */
/** @typedef {import('../report.js').Report} Report */
/** @typedef {import('../wire/troubles.js').Trouble} Trouble */
/** @typedef {import('./intake.js').Item} Item */

/** Milliseconds between two looks for what another tab may have left unfinished. */
const LOOK_AGAIN = 60_000;

/** The page's one engine, which lives on when the element is replaced. */
const engine = new EngineClient();

/** What the server may set before this module is there, which the browser then keeps on the element itself. */
const PROPERTIES = /** @type {const} */ (['userId', 'visit', 'namespaceId', 'folderId']);

/**
 * `<cairn-transfers>`: takes the files that a person drops, pastes or picks anywhere in the page,
 * downloads what the page asks for, and shows how far all of it is.
 *
 * Fires `cairn-tree-changed` when an upload has changed the tree.
 */
export class TransfersElement extends HTMLElement {
    /** @type {string | null} */
    #userId = null;
    /** @type {string | null} */
    #namespaceId = null;
    /** @type {string | null} */
    #folderId = null;
    #folderName = '';
    /** @type {(Visit & {account: string, namespaceId: string, folderId: string}) | null} */
    #visit = null;
    #isWarned = false;
    #life = new AbortController();

    #transfers = new TransferList();
    #announcer = new Announcer();
    #title = new PageTitle();
    #uploader = new Uploader(engine, name => this.#panel.showNotice(messages.unreadable(name)));
    #guard = new LeaveGuard(() => this.#isBusy);
    #dropZone = new DropZone({
        isOpen: () => this.#folderId !== null,
        name: () => this.#folderName,
        take: items => this.#upload(items),
        closed: messages.dropNowhere,
    });
    #questions;
    #clashes;
    #panel;

    constructor() {
        super();
        const root = this.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [styles];
        this.#questions = new Questions(root);
        this.#clashes = new Clashes(engine, this.#questions, drop => this.#countOf(drop) > 1);
        this.#panel = new TransfersPanel(this.#transfers, {
            pauseAll: () => engine.call('pause', null),
            resumeAll: () => engine.call('resume', null),
            cancelAll: () => this.#cancelAll(),
            clear: () => engine.call('clearFinished'),
            signIn: () => this.#signIn(),
            pause: ids => engine.call('pause', ids),
            resume: ids => engine.call('resume', ids),
            cancel: ids => engine.call('cancel', ids),
            decide: ids => this.#clashes.ask(ids),
            choose: (_, isFolder) => this.#chooseAgain(isFolder),
            allow: ids => this.#allow(ids),
            toggle: group => {
                this.#transfers.toggle(group);
                this.#panel.refresh();
            },
        });
        root.append(this.#panel.element, this.#dropZone.element, this.#announcer.element, ...this.#uploader.inputs);
    }

    connectedCallback() {
        for (const name of PROPERTIES) {
            if (Object.hasOwn(this, name)) {
                const value = this[name];
                delete this[name];
                this[name] = value;
            }
        }
        this.#life = new AbortController();
        const { signal } = this.#life;
        this.#dropZone.listen(signal);
        this.#guard.listen(signal);
        this.#hear('report', report => this.#show(report));
        this.#hear('clash', clash => this.#clashes.add(clash));
        this.#hear('trouble', trouble => this.#panel.showTrouble(trouble));
        this.#hear('treeChanged', () => this.dispatchEvent(new CustomEvent('cairn-tree-changed')));
        this.#hear('person', () => this.#forget());
        const wake = () => engine.userId !== null && engine.call('wake');
        window.addEventListener('focus', wake, { signal });
        window.addEventListener('online', wake, { signal });
        const timer = setInterval(wake, LOOK_AGAIN);
        signal.addEventListener('abort', () => clearInterval(timer));
    }

    disconnectedCallback() {
        this.#life.abort();
        this.#title.clear();
    }

    /** Whose transfers these are; null for nobody's. */
    get userId() {
        return this.#userId;
    }

    set userId(id) {
        this.#userId = id;
        if (window.isSecureContext) {
            engine.open(id);
        }
    }

    /** The visit by a link that asks for files, where nobody is signed in. */
    get visit() {
        return this.#visit;
    }

    /** @param {(Visit & {account: string, namespaceId: string, folderId: string}) | null} visit */
    set visit(visit) {
        this.#visit = visit;
        if (visit !== null && window.isSecureContext) {
            engine.open(visit.account, visit);
        }
        this.namespaceId = visit?.namespaceId ?? null;
        this.folderId = visit?.folderId ?? null;
    }

    /** The namespace of the folder that files go into. */
    get namespaceId() {
        return this.#namespaceId;
    }

    set namespaceId(id) {
        this.#namespaceId = id;
    }

    /** Where files go that are dropped, pasted or picked; null where none are taken. */
    get folderId() {
        return this.#folderId;
    }

    set folderId(id) {
        this.#folderId = id;
        this.#folderName = '';
        if (id === null) {
            return;
        }
        if (window.isSecureContext) {
            this.#name(id);
        } else if (!this.#isWarned) {
            this.#isWarned = true;
            this.#panel.showNotice(messages.insecure);
        }
    }

    /** Lets the person pick files, and uploads them. */
    async pickFiles() {
        this.#upload(await this.#uploader.chooseFiles());
    }

    /** Lets the person pick a folder, and uploads all that is in it. */
    async pickFolder() {
        this.#upload(await this.#uploader.chooseFolder());
    }

    /** @param {Iterable<File>} files */
    uploadFiles(files) {
        this.#upload(itemsOfFiles(files));
    }

    /**
     * Downloads a file.
     *
     * @param {Wanted} wanted
     * @param {FileSystemFileHandle} [handle] where it goes, if that is known
     */
    async download(wanted, handle) {
        try {
            await download(engine, wanted, handle, () => this.#guard.letGo());
        } catch (failure) {
            this.#panel.showNotice(failure instanceof Error ? failure.message : String(failure));
        }
    }

    /** @param {Item[]} items */
    async #upload(items) {
        if (!window.isSecureContext) {
            this.#panel.showNotice(messages.insecure);
            return;
        }
        if (this.#namespaceId !== null && this.#folderId !== null) {
            await this.#uploader.upload(items, { namespaceId: this.#namespaceId, folderId: this.#folderId });
        }
    }

    /** @param {string} folderId */
    async #name(folderId) {
        const name = await engine.call('folderName', folderId).catch(() => null);
        if (name !== null && this.#folderId === folderId) {
            this.#folderName = name || messages.topFolder;
            this.#dropZone.refresh();
            await this.#remember(folderId);
        }
    }

    /**
     * For the page that stands in while the server cannot be reached; a visitor has none.
     *
     * @param {string} folderId
     */
    async #remember(folderId) {
        const userId = this.#userId;
        const namespaceId = this.#namespaceId;
        if (userId !== null && namespaceId !== null) {
            await remember({ userId, namespaceId, folderId, folderName: this.#folderName }).catch(() => {
                // the browser keeps nothing: that page says so
            });
        }
    }

    /** @param {Report} report */
    #show(report) {
        report.changed.forEach(row => this.#announcer.note(this.#transfers.row(row.id), row));
        this.#clashes.forget(report.changed.filter(({ state }) => state !== 'asking').map(({ id }) => id));
        this.#clashes.forget(report.removed);
        this.#transfers.apply(report);
        this.#panel.show(report.totals);
        if (this.#isBusy) {
            this.#title.show(report.totals.done, report.totals.size);
        } else {
            this.#title.clear();
        }
    }

    #forget() {
        this.#transfers.clear();
        this.#clashes.clear();
        this.#panel.clear();
        this.#title.clear();
    }

    async #cancelAll() {
        const open = [...this.#transfers.rows].filter(row => kindOf(row) !== 'finished');
        if (await this.#questions.aboutCancelling(open.length)) {
            await engine.call('cancel', null);
        }
    }

    /** @param {boolean} isFolder */
    async #chooseAgain(isFolder) {
        const items = await (isFolder ? this.#uploader.chooseFolder() : this.#uploader.chooseFiles());
        const others = await this.#uploader.reattach(items);
        if (others > 0) {
            this.#panel.showNotice(messages.notTheSame(others));
        }
    }

    /** @param {string[]} ids */
    async #allow(ids) {
        let isAllowed = true;
        for (const handle of await engine.call('handlesOf', ids)) {
            isAllowed &&= await handle.requestPermission({ mode: 'read' }) === 'granted';
        }
        if (!isAllowed) {
            this.#panel.showNotice(messages.notAllowed);
        }
        await engine.call('resume', ids);
    }

    #signIn() {
        this.#guard.letGo();
        if (this.#visit !== null) {
            location.reload();
            return;
        }
        location.assign(new URL('sign-in', document.baseURI));
    }

    get #isBusy() {
        return [...this.#transfers.rows].some(row => kindOf(row) === 'active');
    }

    /** @param {string} drop */
    #countOf(drop) {
        return [...this.#transfers.rows].filter(row => row.drop === drop).length;
    }

    /**
     * @param {string} event of the engine
     * @param {(detail: any) => void} listener
     */
    #hear(event, listener) {
        engine.addEventListener(event, heard => listener(/** @type {CustomEvent} */ (heard).detail), {
            signal: this.#life.signal,
        });
    }
}
