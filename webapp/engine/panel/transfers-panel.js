// @ts-check
import { duration, percent, rate } from '../format.js';
import { messages } from '../messages.js';
import { element, iconButton, setLabel, setText, textButton } from './elements.js';
import { icon } from './icons.js';
import { RowView } from './row-view.js';
import { sums } from './transfer-list.js';
import { VirtualList } from './virtual-list.js';

/** @typedef {import('../report.js').Totals} Totals */
/** @typedef {import('../wire/troubles.js').Trouble} Trouble */
/** @typedef {import('./row-view.js').LineActions} LineActions */
/** @typedef {import('./transfer-list.js').Line} Line */
/** @typedef {import('./transfer-list.js').Sums} Sums */
/** @typedef {import('./transfer-list.js').TransferList} TransferList */

/**
 * What a person can do with all transfers.
 *
 * @typedef {object} PanelActions
 * @property {() => void} pauseAll
 * @property {() => void} resumeAll
 * @property {() => void} cancelAll
 * @property {() => void} clear
 * @property {() => void} signIn
 */

/** The panel: head, total, what is wrong, and a line for each transfer. */
export class TransfersPanel {
    #transfers;
    #title = element('h2', { class: 'title', id: 'title' });
    #summary = element('div', { class: 'summary' });
    #fill = element('span', { class: 'fill' });
    #total = element('span', {
        'class': 'bar total', 'role': 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-labelledby': 'title',
    }, this.#fill);
    #pauseAll;
    #resumeAll;
    #fold;
    #close;
    #bannerText = element('span');
    #signIn;
    #banner;
    #cancelAll;
    #retryAll;
    #foot;
    /** @type {VirtualList<Line>} */
    #list;
    /** @type {Trouble | null} */
    #trouble = null;
    /** @type {string | null} what is said once, until the next trouble or report */
    #notice = null;
    /** @type {Totals} */
    #totals = { count: 0, finished: 0, size: 0, done: 0, rate: 0 };

    element;

    /**
     * @param {TransferList} transfers
     * @param {PanelActions & LineActions} actions
     */
    constructor(transfers, actions) {
        this.#transfers = transfers;
        this.#pauseAll = iconButton('pause', messages.pauseAll, actions.pauseAll);
        this.#resumeAll = iconButton('play', messages.resumeAll, actions.resumeAll);
        this.#fold = iconButton('chevron', messages.fold, () => this.#setFolded(!this.#isFolded));
        this.#fold.classList.add('fold');
        this.#close = iconButton('cross', messages.close, () => {
            this.#notice = null;
            actions.clear();
            this.refresh();
        });
        this.#signIn = textButton(messages.signIn, 'plain', actions.signIn);
        this.#banner = element('div', { class: 'banner', role: 'status' }, icon('alert'), this.#bannerText, this.#signIn);
        this.#cancelAll = textButton(messages.cancelAll, 'plain', actions.cancelAll);
        this.#retryAll = textButton(messages.retryAll, 'plain', actions.resumeAll);
        this.#foot = element('div', { class: 'foot' }, this.#retryAll, this.#cancelAll);
        this.#list = new VirtualList(() => this.#newView(actions), ({ id }) => id, messages.transfers);
        this.element = element('section', { 'class': 'panel', 'aria-labelledby': 'title', 'hidden': '' },
            element('header', { class: 'head' },
                element('div', { class: 'titles' }, this.#title, this.#summary),
                this.#pauseAll, this.#resumeAll, this.#fold, this.#close),
            this.#total,
            element('div', { class: 'body' }, this.#banner, this.#list.element, this.#foot));
        setInterval(() => this.#showBanner(), 1000);
    }

    /** @param {Trouble | null} trouble */
    showTrouble(trouble) {
        this.#trouble = trouble;
        this.#notice = null;
        this.refresh();
    }

    /**
     * Says something once.
     *
     * @param {string} text
     */
    showNotice(text) {
        this.#notice = text;
        this.#setFolded(false);
    }

    /** Shows again what has not changed, differently ordered or folded. */
    refresh() {
        this.show(this.#totals);
    }

    /** Forgets everything. */
    clear() {
        this.#trouble = null;
        this.#notice = null;
        this.show({ count: 0, finished: 0, size: 0, done: 0, rate: 0 });
    }

    /** @param {Totals} totals */
    show(totals) {
        this.#totals = totals;
        const all = sums(this.#transfers.rows);
        this.element.hidden = all.count === 0 && this.#notice === null;
        if (this.element.hidden) {
            return;
        }
        this.#showHead(all, totals);
        this.#showBanner();
        this.#foot.hidden = all.count - all.finished < 2;
        this.#retryAll.hidden = all.failed < 2 || all.active > 0;
        if (!this.#isFolded) {
            this.#list.show(this.#transfers.lines);
        }
    }

    /**
     * @param {Sums} all
     * @param {Totals} totals
     */
    #showHead(all, totals) {
        const isActive = all.active > 0;
        setText(this.#title, this.#titleOf(all, totals));
        setText(this.#summary, isActive ? summaryOf(totals) : restOf(all));
        this.#summary.hidden = this.#summary.textContent === '';
        this.#total.hidden = !isActive;
        const part = totals.size === 0 ? 0 : totals.done / totals.size;
        this.#fill.style.transform = `scaleX(${part})`;
        this.#total.setAttribute('aria-valuenow', String(Math.floor(part * 100)));
        this.#pauseAll.hidden = !isActive;
        this.#resumeAll.hidden = isActive || all.paused === 0;
        this.#close.hidden = all.finished < all.count;
    }

    /**
     * @param {Sums} all
     * @param {Totals} totals
     */
    #titleOf(all, totals) {
        if (all.active > 0) {
            const kinds = new Set();
            for (const { kind, state } of this.#transfers.rows) {
                kinds.add(state === 'done' ? '' : kind);
            }
            const isMixed = kinds.has('up') && kinds.has('down');
            if (isMixed) {
                return messages.transferring(all.active);
            }
            const isLongRun = totals.count > 5 && kinds.has('up');
            if (isLongRun) {
                return messages.uploadingSome(totals.finished, totals.count);
            }
            return kinds.has('up') ? messages.uploading(all.active) : messages.downloading(all.active);
        }
        const needing = all.asking + all.interrupted;
        if (needing > 0) {
            return messages.needYou(needing);
        }
        if (all.paused > 0) {
            return messages.paused(all.paused);
        }
        if (all.failed > 0) {
            return messages.finishedWithFailures(all.failed);
        }
        return all.count === 0 ? messages.transfers : messages.finishedAll(all.finished);
    }

    #showBanner() {
        const { kind, nextTry } = this.#trouble ?? { kind: 'server', nextTry: null };
        const seconds = nextTry === null ? null : Math.ceil((nextTry - Date.now()) / 1000);
        const text = this.#notice ?? (this.#trouble ? messages.trouble(kind, seconds) : '');
        setText(this.#bannerText, text);
        this.#banner.hidden = text === '';
        const isOut = this.#trouble?.kind === 'signedOut' || this.#trouble?.kind === 'visitOver';
        this.#signIn.hidden = this.#notice !== null || !isOut;
        setText(this.#signIn, this.#trouble?.kind === 'visitOver' ? messages.openAgain : messages.signIn);
    }

    get #isFolded() {
        return this.element.classList.contains('folded');
    }

    /** @param {boolean} isFolded */
    #setFolded(isFolded) {
        this.element.classList.toggle('folded', isFolded);
        setLabel(this.#fold, isFolded ? messages.unfold : messages.fold);
        this.#fold.setAttribute('aria-expanded', String(!isFolded));
        this.refresh();
    }

    /** @param {LineActions} actions */
    #newView(actions) {
        const view = new RowView(actions);
        const show = (/** @type {Line} */ { id, group, isInside }) => {
            const row = this.#transfers.row(id);
            if (group) {
                view.showGroup(group);
            } else if (row) {
                view.showRow(row, isInside);
            }
        };
        return { element: view.element, show };
    }
}

/** @param {Totals} totals */
function summaryOf(totals) {
    const parts = [percent(totals.done, totals.size), messages.doneOf(totals.done, totals.size)];
    if (totals.rate >= 1) {
        const left = (totals.size - totals.done) / totals.rate;
        parts.push(rate(totals.rate), messages.timeLeft(duration(left)));
    }
    return parts.join(' · ');
}

/** @param {Sums} all */
function restOf(all) {
    const parts = [];
    if (all.finished > 0 && all.finished < all.count) {
        parts.push(messages.finishedAll(all.finished));
    }
    if (all.failed > 0 && all.failed < all.count - all.finished) {
        parts.push(messages.filesFailed(all.failed));
    }
    if (all.identical > 0) {
        parts.push(messages.filesIdentical(all.identical));
    }
    return parts.join(' · ');
}
