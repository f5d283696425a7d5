// @ts-check
import { PlayerElement } from './player-element.js';
import { TextElement } from './text-element.js';

customElements.define('cairn-text', TextElement);
customElements.define('cairn-player', PlayerElement);
