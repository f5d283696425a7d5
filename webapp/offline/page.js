// @ts-check
import { transact } from '../engine/journal/database.js';

/** Milliseconds between two looks whether the server is back. */
const PERIOD = 5000;

const waiting = /** @type {HTMLElement} */ (document.querySelector('#waiting'));

/** How many, and no names: who sits here may be somebody else. */
async function tellWhatWaits() {
    const question = await transact(['files'], 'readonly', store => store('files').count());
    const count = question.result;
    if (count > 0) {
        waiting.textContent = `${count === 1 ? 'One upload waits' : `${count} uploads wait`} here, to go on then.`;
        waiting.hidden = false;
    }
}

async function lookWhetherItIsBack() {
    try {
        await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
        location.reload();
    } catch {
        // still away
    }
}

document.querySelector('#retry')?.addEventListener('click', () => location.reload());
addEventListener('online', () => location.reload());
setInterval(lookWhetherItIsBack, PERIOD);
tellWhatWaits();
