// @ts-check
import { messages } from '../messages.js';
import { element, iconButton, setLabel, setText, textButton } from './elements.js';
import { icon, setIcon } from './icons.js';
import { textsOf, textsOfGroup } from './row-texts.js';
import { kindOf, nameOf, sums } from './transfer-list.js';

/** @typedef {import('../report.js').Row} Row */
/** @typedef {import('./icons.js').IconName} IconName */
/** @typedef {import('./transfer-list.js').Group} Group */

/**
 * What a person can do with a line.
 *
 * @typedef {object} LineActions
 * @property {(ids: string[]) => void} pause
 * @property {(ids: string[]) => void} resume
 * @property {(ids: string[]) => void} cancel
 * @property {(ids: string[]) => void} decide
 * @property {(ids: string[], isFolder: boolean) => void} choose chooses interrupted files again
 * @property {(ids: string[]) => void} allow allows interrupted files to be read again
 * @property {(group: Group) => void} toggle
 */

/** One line of the panel. It is made once, and then shows whatever it is told to. */
export class RowView {
    #actions;
    #icon = icon('up');
    #badge = element('span', { class: 'badge' }, this.#icon);
    #toggle = iconButton('chevron', '', () => this.#group && this.#actions.toggle(this.#group));
    #name = element('span', { class: 'name' });
    #fill = element('span', { class: 'fill' });
    #bar = element('span', { class: 'bar', role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100' }, this.#fill);
    #detail = element('span', { class: 'detail' });
    #percent = element('span', { class: 'percent' });
    #pause = iconButton('pause', messages.pause, () => this.#actions.pause(this.#ids));
    #resume = iconButton('play', messages.resume, () => this.#actions.resume(this.#ids));
    #cancel = iconButton('cross', messages.cancel, () => this.#actions.cancel(this.#ids));
    #retry = textButton(messages.retry, 'plain', () => this.#actions.resume(this.#ids));
    #decide = textButton(messages.decide, 'plain', () => this.#actions.decide(this.#ids));
    #choose = textButton(messages.chooseFile, 'plain', () => this.#actions.choose(this.#ids, this.#group !== null));
    #allow = textButton(messages.allow, 'plain', () => this.#actions.allow(this.#ids));
    /** @type {string[]} */
    #ids = [];
    /** @type {Group | null} */
    #group = null;

    element = element('li', { class: 'row' },
        this.#toggle,
        this.#badge,
        element('span', { class: 'main' },
            this.#name,
            this.#bar,
            element('span', { class: 'line' }, this.#detail, this.#percent)),
        element('span', { class: 'actions' },
            this.#decide, this.#choose, this.#allow, this.#retry, this.#pause, this.#resume, this.#cancel));

    /** @param {LineActions} actions */
    constructor(actions) {
        this.#actions = actions;
        this.#toggle.classList.add('toggle');
    }

    /**
     * @param {Row} row
     * @param {boolean} isInside whether it stands below its folder's line
     */
    showRow(row, isInside) {
        const kind = kindOf(row);
        const needsPermission = row.reason?.key === 'allowAgain';
        this.#group = null;
        this.#ids = [row.id];
        this.#show({
            name: nameOf(row),
            title: row.path,
            look: kind === 'finished' ? row.state : kind,
            icon: iconOf(row),
            part: row.size === 0 ? Number(kind === 'finished') : row.done / row.size,
            hasBar: kind === 'active' || kind === 'paused',
            ...textsOf(row),
        });
        this.element.classList.toggle('inside', isInside);
        this.#toggle.hidden = true;
        this.#pause.hidden = kind !== 'active' || row.isBrief || row.state === 'finishing';
        this.#resume.hidden = kind !== 'paused';
        this.#retry.hidden = kind !== 'failed';
        this.#decide.hidden = kind !== 'asking';
        this.#choose.hidden = kind !== 'interrupted' || needsPermission;
        this.#allow.hidden = kind !== 'interrupted' || !needsPermission;
        this.#cancel.hidden = kind === 'finished' || row.state === 'finishing';
        setText(this.#choose, messages.chooseFile);
    }

    /** @param {Group} group */
    showGroup(group) {
        const all = sums(group.rows.values());
        const needsPermission = [...group.rows.values()].some(({ reason }) => reason?.key === 'allowAgain');
        const look = ['active', 'failed', 'asking', 'interrupted', 'paused'].find(state => all[/** @type {'active'} */ (state)] > 0);
        this.#group = group;
        this.#ids = [...group.rows.keys()];
        this.#show({
            name: group.name,
            title: group.name,
            look: look ?? (all.identical === all.count ? 'identical' : 'done'),
            icon: 'folder',
            part: all.size === 0 ? all.finished / all.count : all.done / all.size,
            hasBar: all.active > 0 || all.paused > 0,
            ...textsOfGroup(all),
        });
        this.element.classList.remove('inside');
        this.#toggle.hidden = false;
        setLabel(this.#toggle, group.isOpen ? messages.hideFiles : messages.showFiles);
        this.#toggle.setAttribute('aria-expanded', String(group.isOpen));
        this.#pause.hidden = all.active === 0;
        this.#resume.hidden = all.active > 0 || all.paused === 0;
        this.#retry.hidden = all.active > 0 || all.failed === 0;
        this.#decide.hidden = all.asking === 0;
        this.#choose.hidden = all.interrupted === 0 || needsPermission;
        this.#allow.hidden = all.interrupted === 0 || !needsPermission;
        this.#cancel.hidden = all.finished === all.count;
        setText(this.#choose, messages.chooseFolder);
    }

    /**
     * @param {{name: string, title: string, look: string, icon: IconName, part: number, hasBar: boolean, detail: string,
     *     percent: string}} texts
     */
    #show({ name, title, look, icon: iconName, part, hasBar, detail, percent }) {
        this.element.dataset.look = look;
        setText(this.#name, name);
        this.#name.title = title;
        setText(this.#detail, detail);
        this.#detail.title = detail;
        setText(this.#percent, percent);
        setIcon(this.#icon, iconName);
        this.#bar.hidden = !hasBar;
        this.#fill.style.transform = `scaleX(${part})`;
        this.#bar.setAttribute('aria-valuenow', String(Math.floor(part * 100)));
        this.#bar.setAttribute('aria-label', name);
        const buttons = [this.#pause, this.#resume, this.#cancel];
        buttons.forEach(button => setLabel(button, button.title, messages.of(button.title, name)));
        const worded = [this.#retry, this.#decide, this.#choose, this.#allow];
        worded.forEach(button => button.setAttribute('aria-label', messages.of(button.textContent ?? '', name)));
    }
}

/**
 * @param {Row} row
 * @returns {IconName}
 */
function iconOf(row) {
    switch (row.state) {
        case 'done':
            return 'check';
        case 'identical':
        case 'skipped':
            return 'equal';
        case 'failed':
            return 'alert';
        case 'asking':
        case 'interrupted':
            return 'question';
        case 'paused':
            return 'pause';
        default:
            return row.kind;
    }
}
