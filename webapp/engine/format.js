// @ts-check

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/**
 * A size in the person's own way of writing numbers: `1.0 GB`. Units are decimal, as on disks.
 *
 * @param {number} bytes
 */
export function size(bytes) {
    return inUnit(bytes, '');
}

/**
 * A speed: `24.3 MB/s`.
 *
 * @param {number} bytesPerSecond
 */
export function rate(bytesPerSecond) {
    return inUnit(bytesPerSecond, '-per-second');
}

/**
 * A part of a whole, never rounded up to all of it: `41%`.
 *
 * @param {number} done
 * @param {number} all
 */
export function percent(done, all) {
    const part = all === 0 ? 1 : Math.floor(done / all * 100) / 100;
    return new Intl.NumberFormat(undefined, { style: 'percent' }).format(part);
}

/**
 * A length of time, the coarser the longer: `25 sec`, `3 min`, `1 hr 20 min`.
 *
 * @param {number} seconds
 */
export function duration(seconds) {
    const whole = Math.ceil(seconds);
    if (whole < 60) {
        return unit(Math.max(1, whole), 'second');
    }
    const minutes = Math.round(whole / 60);
    if (minutes < 60) {
        return unit(minutes, 'minute');
    }
    const hours = Math.floor(minutes / 60);
    if (hours < 24) {
        return minutes % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`;
    }
    return unit(Math.round(hours / 24), 'day');
}

/**
 * A date and time in the person's zone.
 *
 * @param {string | number} time RFC 3339, or milliseconds since 1970
 */
export function date(time) {
    return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}

/**
 * A whole number.
 *
 * @param {number} count
 */
export function number(count) {
    return new Intl.NumberFormat().format(count);
}

/**
 * @param {number} bytes
 * @param {'' | '-per-second'} per
 */
function inUnit(bytes, per) {
    let i = 0;
    let value = bytes;
    while (value >= 999.5 && i < UNITS.length - 1) {
        value /= 1000;
        i++;
    }
    const digits = i === 0 || value >= 99.95 ? 0 : 1;
    return new Intl.NumberFormat(undefined, {
        style: 'unit',
        unit: UNITS[i] + per,
        unitDisplay: i === 0 && per === '' ? 'long' : 'short',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
    }).format(value);
}

/**
 * @param {number} value
 * @param {string} name
 */
function unit(value, name) {
    return new Intl.NumberFormat(undefined, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}
