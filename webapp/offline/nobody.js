// @ts-check
import { forget } from '../engine/journal/last-folder.js';

forget().catch(() => {
    // the browser keeps nothing, this neither
});
