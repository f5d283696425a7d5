// @ts-check
import { LiveElement } from './live-element.js';

customElements.define('cairn-live', LiveElement);
