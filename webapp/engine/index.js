// @ts-check
import { TransfersElement } from './page/transfers-element.js';

customElements.define('cairn-transfers', TransfersElement);
