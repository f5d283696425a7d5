// @ts-check
import { duration, percent, rate } from '../format.js';
import { messages } from '../messages.js';

/** @typedef {import('../report.js').Row} Row */
/** @typedef {import('./transfer-list.js').Sums} Sums */

/**
 * What a row says below its name.
 *
 * @param {Row} row
 * @returns {{detail: string, percent: string}} no percent once there is nothing more to come
 */
export function textsOf(row) {
    const isMoving = row.state === 'uploading' || row.state === 'checking' || row.state === 'downloading';
    if (!isMoving) {
        return { detail: standing(row), percent: isOpen(row) ? percent(row.done, row.size) : '' };
    }
    const parts = row.state === 'checking' && row.done === 0
        ? [messages.checking]
        : [messages.doneOf(row.done, row.size), ...pace(row)];
    return { detail: parts.join(' · '), percent: percent(row.done, row.size) };
}

/**
 * What the line of a folder says below its name.
 *
 * @param {Sums} all of its files
 * @returns {{detail: string, percent: string}}
 */
export function textsOfGroup(all) {
    const parts = [messages.filesDone(all.finished, all.count)];
    if (all.failed > 0) {
        parts.push(messages.filesFailed(all.failed));
    }
    if (all.active > 0) {
        parts.push(...pace(all));
        return { detail: parts.join(' · '), percent: percent(all.done, all.size) };
    }
    if (all.asking + all.interrupted > 0) {
        parts.push(messages.needYou(all.asking + all.interrupted));
    } else if (all.paused > 0) {
        parts.push(messages.isPaused);
    } else if (all.identical > 0) {
        parts.push(messages.filesIdentical(all.identical));
    } else if (all.failed === 0) {
        parts.push(saved(all.size, all.moved));
    }
    return { detail: parts.join(' · '), percent: '' };
}

/** @param {Row} row */
function standing(row) {
    switch (row.state) {
        case 'done':
            if (row.reason) {
                return messages.reason(row.reason);
            }
            return row.kind === 'down' ? messages.downloaded(row.size) : saved(row.size, row.moved);
        case 'identical':
            return messages.identical;
        case 'skipped':
            return messages.skipped;
        case 'failed':
        case 'interrupted':
            return row.reason ? messages.reason(row.reason) : '';
        case 'asking':
            return messages.isAsking;
        case 'paused':
            return `${messages.isPaused} · ${messages.doneOf(row.done, row.size)}`;
        case 'finishing':
            return messages.finishing;
        default:
            return messages.waiting;
    }
}

/** @param {Row} row */
function isOpen(row) {
    return row.state === 'paused' || row.state === 'finishing';
}

/**
 * How fast it goes, and when it is over.
 *
 * @param {{rate: number, size: number, done: number}} moving
 */
function pace(moving) {
    if (moving.rate < 1) {
        return [];
    }
    const left = (moving.size - moving.done) / moving.rate;
    return [rate(moving.rate), messages.timeLeft(duration(left))];
}

/**
 * @param {number} size
 * @param {number} moved
 */
function saved(size, moved) {
    if (size > 0 && moved === 0) {
        return messages.doneSavedAll(size);
    }
    return moved < size * 0.98 ? messages.doneSavedSome(size, moved) : messages.done(size);
}
