// @ts-check
import { transact } from '../engine/journal/database.js';
import { recall } from '../engine/journal/last-folder.js';
import { messages } from '../engine/messages.js';
import { DropZone } from '../engine/page/drop-zone.js';
import { itemsOfFiles } from '../engine/page/intake.js';
import { styles } from '../engine/panel/styles.js';
import { Keeper } from './keeper.js';
import { KeptList } from './kept-list.js';

/** @typedef {import('../engine/page/intake.js').Item} Item */

/** Milliseconds between two looks whether the server is back. */
const PERIOD = 5000;

/** Milliseconds in which changes gather before the list is drawn anew. */
const GATHERING = 200;

const life = new AbortController();
const others = /** @type {HTMLElement} */ (document.querySelector('#waiting'));
const intake = /** @type {HTMLElement} */ (document.querySelector('#intake'));
const chosen = /** @type {HTMLInputElement} */ (document.querySelector('#files'));

/** @type {Keeper | null} null while nobody is known to be signed in */
let keeper = null;
let isListOld = false;

const list = new KeptList(file => keeper?.remove(file));

/** Shows the files of who is signed in here, and lets them add to these. */
async function begin() {
    const folder = await recall().catch(() => null);
    if (folder !== null) {
        keeper = new Keeper(folder, {
            onChange: showSoon,
            onNoRoom: (path, size) => list.tell(messages.offline.noRoom(path, size)),
            onUnreadable: path => list.tell(messages.offline.notKept(path)),
            onEmptyFolder: path => list.tell(messages.offline.emptyFolder(path)),
        }, life.signal);
        await keeper.start();
        const into = /** @type {HTMLElement} */ (intake.querySelector('#into'));
        into.textContent = messages.offline.into(folder.folderName);
        intake.hidden = false;
    }
    listen(folder?.folderName ?? '');
    await show();
}

/** @param {string} folderName */
function listen(folderName) {
    const zone = new DropZone({
        isOpen: () => keeper !== null,
        name: () => folderName,
        take,
        closed: messages.offline.nobody,
    });
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    root.append(zone.element);
    zone.listen(life.signal);
}

/** @param {Item[]} items */
async function take(items) {
    await keeper?.take(items);
}

function showSoon() {
    if (!isListOld) {
        isListOld = true;
        setTimeout(show, GATHERING);
    }
}

async function show() {
    isListOld = false;
    const waiting = keeper?.waiting ?? [];
    list.show(waiting, keeper?.isPersistent ?? false);
    await tellOfOthers(waiting.filter(({ isKept }) => isKept).length);
}

/**
 * Uploads of which there is no copy, or that are somebody else's: how many, and no names.
 *
 * @param {number} shown
 */
async function tellOfOthers(shown) {
    const question = await transact(['files'], 'readonly', store => store('files').count());
    const count = question.result - shown;
    others.textContent = messages.offline.others(count);
    others.hidden = count <= 0;
}

/** Tries to get the page that was asked for; not while a file is being copied. */
function leave() {
    if (!keeper?.isBusy) {
        location.reload();
    }
}

async function lookWhetherItIsBack() {
    try {
        await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
        leave();
    } catch {
        // still away
    }
}

intake.append(list.element);
document.querySelector('#choose')?.addEventListener('click', () => chosen.click());
chosen.addEventListener('change', async () => {
    const items = itemsOfFiles(chosen.files ?? []);
    chosen.value = '';
    await take(items);
});
document.querySelector('#retry')?.addEventListener('click', leave);
addEventListener('online', leave);
addEventListener('beforeunload', event => keeper?.isBusy && event.preventDefault());
setInterval(lookWhetherItIsBack, PERIOD);
begin();
