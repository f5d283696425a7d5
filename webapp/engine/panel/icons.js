// @ts-check

/** Outlines on a grid of 24, drawn with round ends. */
const PATHS = {
    up: 'M12 19V5M6 11l6-6 6 6',
    down: 'M12 5v14M6 13l6 6 6-6',
    folder: 'M3.5 7.5a2 2 0 0 1 2-2h3.6l2.2 2.4h7.2a2 2 0 0 1 2 2v6.6a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z',
    check: 'M5 12.5l4.6 4.6L19 7.5',
    alert: 'M12 7v6M12 16.6v.1',
    question: 'M9.2 9.3a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.1-1.5 2.1M12 17.2v.1',
    pause: 'M9 6.5v11M15 6.5v11',
    play: 'M8.5 6.2v11.6l9-5.8z',
    cross: 'M7 7l10 10M17 7L7 17',
    retry: 'M18.5 12a6.5 6.5 0 1 1-2-4.7M18.5 4.5v3.6h-3.6',
    chevron: 'M7 10l5 5 5-5',
    equal: 'M6.5 9.5h11M6.5 14.5h11',
    cloud: 'M7.5 18.5a4 4 0 0 1-.6-7.95 5.5 5.5 0 0 1 10.6 1.1A3.5 3.5 0 0 1 17 18.5M12 19.5v-7M9 15l3-3 3 3',
};

/** @typedef {keyof typeof PATHS} IconName */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An icon as large as the text around it says; hidden from those who listen.
 *
 * @param {IconName} name
 */
export function icon(name) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(document.createElementNS(SVG, 'path'));
    setIcon(svg, name);
    return svg;
}

/**
 * @param {SVGElement} svg made by `icon`
 * @param {IconName} name
 */
export function setIcon(svg, name) {
    svg.firstElementChild?.setAttribute('d', PATHS[name]);
}
