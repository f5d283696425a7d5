// @ts-check

/** @typedef {import('../report.js').Report} Report */
/** @typedef {import('../report.js').Row} Row */

/** A dropped folder with more files than this is one line, which can be opened. */
const MOST_LINES = 20;

/**
 * Files of a dropped folder.
 *
 * @typedef {object} Group
 * @property {string} id
 * @property {string} name of the folder
 * @property {Map<string, Row>} rows
 * @property {boolean} isOpen whether its files are shown
 */

/**
 * A line of the panel: a transfer, or a folder of them.
 *
 * @typedef {object} Line
 * @property {string} id
 * @property {Group | null} group null for a transfer
 * @property {boolean} isInside whether it stands below its folder's line
 */

/**
 * How many transfers are in which state, and how far they are.
 *
 * @typedef {object} Sums
 * @property {number} count
 * @property {number} active
 * @property {number} paused
 * @property {number} failed
 * @property {number} interrupted
 * @property {number} asking
 * @property {number} finished
 * @property {number} identical
 * @property {number} size bytes
 * @property {number} done bytes
 * @property {number} moved bytes
 * @property {number} rate bytes a second
 */

/** The transfers that the page knows of, and the lines that show them. */
export class TransferList {
    /** @type {Map<string, Row>} */
    #rows = new Map();
    /** @type {Map<string, Group>} */
    #groups = new Map();
    /** @type {Line[] | null} */
    #lines = null;

    /** @returns {Iterable<Row>} */
    get rows() {
        return this.#rows.values();
    }

    /**
     * Takes over what has changed.
     *
     * @param {Report} report
     */
    apply({ changed, removed }) {
        for (const row of changed) {
            const group = this.#groupOf(row);
            if (!this.#rows.has(row.id)) {
                this.#lines = null;
            }
            this.#rows.set(row.id, row);
            group?.rows.set(row.id, row);
        }
        for (const id of removed) {
            const row = this.#rows.get(id);
            this.#rows.delete(id);
            if (row) {
                this.#leaveGroup(row);
            }
            this.#lines = null;
        }
    }

    /** Forgets everything. */
    clear() {
        this.#rows.clear();
        this.#groups.clear();
        this.#lines = null;
    }

    /**
     * Shows or hides the files of a folder.
     *
     * @param {Group} group
     */
    toggle(group) {
        group.isOpen = !group.isOpen;
        this.#lines = null;
    }

    /** @param {string} id */
    row(id) {
        return this.#rows.get(id);
    }

    /** The lines: what came last is first, and what came together stays in its order. */
    get lines() {
        this.#lines ??= [...this.#makeLines()];
        return this.#lines;
    }

    /** @returns {Generator<Line>} */
    *#makeLines() {
        /** @type {Set<Group>} */
        const shown = new Set();
        const gestures = Map.groupBy(this.#rows.values(), ({ drop, id }) => drop ?? id);
        for (const row of [...gestures.values()].reverse().flat()) {
            const group = this.#groupOf(row);
            if (!group || group.rows.size <= MOST_LINES) {
                yield { id: row.id, group: null, isInside: false };
            } else if (!shown.has(group)) {
                shown.add(group);
                yield { id: group.id, group, isInside: false };
                if (group.isOpen) {
                    for (const inside of group.rows.values()) {
                        yield { id: inside.id, group: null, isInside: true };
                    }
                }
            }
        }
    }

    /** @param {Row} row */
    #groupOf({ drop, path }) {
        const slash = path.indexOf('/');
        if (drop === null || slash < 0) {
            return null;
        }
        const name = path.slice(0, slash);
        const id = `${drop}/${name}`;
        let group = this.#groups.get(id);
        if (!group) {
            group = { id, name, rows: new Map(), isOpen: false };
            this.#groups.set(id, group);
        }
        return group;
    }

    /** @param {Row} row */
    #leaveGroup(row) {
        const group = this.#groupOf(row);
        group?.rows.delete(row.id);
        if (group?.rows.size === 0) {
            this.#groups.delete(group.id);
        }
    }
}

/**
 * @param {Iterable<Row>} rows
 * @returns {Sums}
 */
export function sums(rows) {
    const sums = {
        count: 0, active: 0, paused: 0, failed: 0, interrupted: 0, asking: 0, finished: 0, identical: 0,
        size: 0, done: 0, moved: 0, rate: 0,
    };
    for (const row of rows) {
        sums.count++;
        sums[kindOf(row)]++;
        sums.identical += row.state === 'identical' ? 1 : 0;
        sums.size += row.size;
        sums.done += row.done;
        sums.moved += row.moved;
        sums.rate += row.rate;
    }
    return sums;
}

/**
 * What a transfer's state comes down to.
 *
 * @param {Row} row
 * @returns {'active' | 'paused' | 'failed' | 'interrupted' | 'asking' | 'finished'}
 */
export function kindOf({ state }) {
    switch (state) {
        case 'paused':
        case 'failed':
        case 'interrupted':
        case 'asking':
            return state;
        case 'done':
        case 'identical':
        case 'skipped':
            return 'finished';
        default:
            return 'active';
    }
}

/** @param {Row} row */
export function nameOf({ path }) {
    return path.slice(path.lastIndexOf('/') + 1);
}
