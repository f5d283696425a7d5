// @ts-check

/**
 * How the panel looks. The app's style sheet says the colours; what it does not say has a value
 * here, light and dark. A sheet made by script needs no exception in a content security policy.
 */
export const styles = new CSSStyleSheet();

styles.replaceSync(`
:host {
    --surface: var(--cairn-surface, light-dark(#ffffff, #20242b));
    --text: var(--cairn-text, light-dark(#1b1f24, #eceff3));
    --muted: var(--cairn-muted, light-dark(#5b6470, #a3adba));
    --accent: var(--cairn-accent, light-dark(#1f5fd6, #7fb0ff));
    --danger: var(--cairn-danger, light-dark(#b3261e, #ff9a92));
    --success: var(--cairn-success, light-dark(#1c7a43, #6fd39a));
    --border: var(--cairn-border, light-dark(#e1e5ea, #363c46));
    --radius: var(--cairn-radius, 12px);
    --shadow: var(--cairn-shadow, 0 1px 2px rgb(0 0 0 / 0.08), 0 12px 32px rgb(0 0 0 / 0.18));
    --hover: color-mix(in srgb, var(--text) 6%, transparent);
    --track: color-mix(in srgb, var(--text) 12%, transparent);
    --on-accent: light-dark(#ffffff, #10151d);
    --row-height: 64px;
    display: contents;
    font-size: 14px;
    font-weight: 400;
    line-height: 1.4;
    color: var(--text);
}

[hidden] {
    display: none !important;
}

* {
    box-sizing: border-box;
}

svg {
    width: 1em;
    height: 1em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
}

.unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
}

/* ---- the panel */

.panel {
    position: fixed;
    inset-inline-end: 20px;
    inset-block-end: calc(20px + var(--cairn-inset-bottom, 0px));
    z-index: 150;
    display: flex;
    flex-direction: column;
    width: 400px;
    max-width: calc(100vw - 40px);
    max-height: min(560px, calc(100dvh - 40px - var(--cairn-inset-bottom, 0px)));
    overflow: hidden;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--border);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
}

.head {
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 10px 8px 10px 16px;
}

.titles {
    flex: 1;
    min-width: 0;
}

.title {
    margin: 0;
    overflow: hidden;
    font-size: 15px;
    font-weight: 600;
    line-height: 1.35;
    text-overflow: ellipsis;
    white-space: nowrap;
}

.summary {
    overflow: hidden;
    color: var(--muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
    text-overflow: ellipsis;
    white-space: nowrap;
}

.bar {
    display: block;
    height: 4px;
    overflow: hidden;
    background: var(--track);
    border-radius: 2px;
}

.total {
    flex: none;
    height: 3px;
    border-radius: 0;
}

.fill {
    display: block;
    height: 100%;
    background: var(--accent);
    transform-origin: 0 50%;
}

:host(:dir(rtl)) .fill {
    transform-origin: 100% 50%;
}

.body {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
    border-block-start: 1px solid var(--border);
}

.folded .body {
    display: none;
}

.folded .fold svg {
    rotate: 180deg;
}

.banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 10px 10px 10px 16px;
    font-size: 13px;
    background: color-mix(in srgb, var(--danger) 9%, var(--surface));
    border-block-end: 1px solid var(--border);
}

.banner svg {
    flex: none;
    font-size: 20px;
    color: var(--danger);
}

.banner span {
    flex: 1;
}

.foot {
    display: flex;
    justify-content: flex-end;
    gap: 4px;
    padding: 6px 8px;
    border-block-start: 1px solid var(--border);
}

/* ---- its lines */

.list {
    flex: 0 1 auto;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
}

.list:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
}

.space {
    position: relative;
    margin: 0;
    padding: 0;
    list-style: none;
}

.row {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    gap: 12px;
    height: var(--row-height);
    padding: 0 8px 0 16px;
}

.row.inside {
    padding-inline-start: 40px;
}

.row:hover {
    background: var(--hover);
}

.badge {
    display: grid;
    flex: none;
    place-items: center;
    width: 34px;
    height: 34px;
    font-size: 19px;
    color: var(--muted);
    background: color-mix(in srgb, currentcolor 12%, transparent);
    border-radius: 50%;
}

.toggle {
    margin-inline: -8px -8px;
}

.toggle svg {
    rotate: -90deg;
}

.toggle[aria-expanded="true"] svg {
    rotate: 0deg;
}

.row[data-look="active"] .badge {
    color: var(--accent);
}

.row[data-look="done"] .badge {
    color: var(--success);
}

.row:is([data-look="failed"], [data-look="asking"], [data-look="interrupted"]) .badge {
    color: var(--danger);
}

.row[data-look="paused"] .fill {
    background: var(--muted);
}

.main {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
}

.name {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
}

.line {
    display: flex;
    gap: 8px;
    margin-block-start: -1px;
    color: var(--muted);
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
}

.detail {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
}

.row[data-look="failed"] .detail {
    display: -webkit-box;
    color: var(--danger);
    line-height: 1.25;
    white-space: normal;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
}

.row:is([data-look="asking"], [data-look="interrupted"]) .detail {
    display: -webkit-box;
    line-height: 1.25;
    white-space: normal;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
}

.actions {
    display: flex;
    flex: none;
    align-items: center;
}

/* ---- buttons */

button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    background: none;
    border: 0;
}

button:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
}

.icon-button {
    display: grid;
    flex: none;
    place-items: center;
    width: 34px;
    height: 34px;
    padding: 0;
    font-size: 20px;
    color: var(--muted);
    border-radius: 8px;
}

.icon-button:hover {
    color: var(--text);
    background: var(--hover);
}

.text-button {
    flex: none;
    min-height: 34px;
    padding: 4px 12px;
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
    border-radius: 8px;
}

.text-button.plain {
    color: var(--accent);
}

.text-button.plain:hover {
    background: color-mix(in srgb, var(--accent) 10%, transparent);
}

.text-button.primary {
    color: var(--on-accent);
    background: var(--accent);
}

.text-button.primary:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--text));
}

.text-button.danger {
    color: light-dark(#ffffff, #10151d);
    background: var(--danger);
}

/* ---- questions */

dialog {
    width: 440px;
    max-width: calc(100vw - 32px);
    padding: 22px 24px 18px;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--border);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
}

dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
}

dialog h2 {
    margin: 0 0 12px;
    overflow-wrap: anywhere;
    font-size: 17px;
    line-height: 1.35;
}

dialog p {
    margin: 0 0 16px;
    color: var(--muted);
}

dialog dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
    margin: 0 0 16px;
    font-size: 13.5px;
    font-variant-numeric: tabular-nums;
}

dialog dt {
    color: var(--muted);
}

dialog dd {
    margin: 0;
}

dialog label {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 16px;
    font-size: 13.5px;
}

dialog input {
    width: 17px;
    height: 17px;
    margin: 0;
    accent-color: var(--accent);
}

.choices {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 6px;
}

/* ---- dropping */

.drop {
    position: fixed;
    inset: 0;
    z-index: 10000;
    display: grid;
    place-items: center;
    padding: 16px;
    pointer-events: none;
    background: color-mix(in srgb, var(--surface) 72%, transparent);
}

.drop::before {
    position: absolute;
    inset: 12px;
    content: "";
    border: 2.5px dashed var(--accent);
    border-radius: calc(var(--radius) + 6px);
}

.drop div {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 10px;
    max-width: 100%;
    padding: 26px 40px;
    overflow-wrap: anywhere;
    font-size: 18px;
    font-weight: 600;
    text-align: center;
    background: var(--surface);
    border-radius: calc(var(--radius) + 6px);
    box-shadow: var(--shadow);
}

.drop svg {
    font-size: 52px;
    color: var(--accent);
    stroke-width: 1.5;
}

.drop.closed::before {
    border-color: var(--muted);
}

.drop.closed svg {
    color: var(--muted);
}

/* ---- on a phone it is a sheet */

@media (max-width: 480px) {
    .panel {
        inset-inline: 0;
        inset-block-end: var(--cairn-inset-bottom, 0px);
        width: 100%;
        max-width: none;
        max-height: 68dvh;
        border-width: 1px 0 0;
        border-end-start-radius: 0;
        border-end-end-radius: 0;
    }

    .icon-button {
        width: 40px;
        height: 44px;
    }

    .text-button {
        min-height: 44px;
    }

    .row {
        gap: 10px;
        padding-inline: 12px 4px;
    }

    .row.inside {
        padding-inline-start: 28px;
    }

    .choices .text-button {
        flex: 1 0 100%;
    }
}

@media (prefers-reduced-motion: no-preference) {
    .panel:not([hidden]) {
        animation: rise 0.2s ease-out;
    }

    @keyframes rise {
        from {
            opacity: 0;
            translate: 0 12px;
        }
    }
}

@media (forced-colors: active) {
    .fill {
        background: Highlight;
    }

    .bar {
        border: 1px solid;
    }
}
`);
