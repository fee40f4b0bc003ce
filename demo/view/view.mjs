import { finalText } from './final-text.mjs';
import { createLiveView } from './live-view.mjs';
import { createOnceView } from './once-view.mjs';

/** How the demo is shown: `start`, `refresh` after each report of the shop, and `finish`. */
export function createView({ json, seconds }) {
  if (!Number.isFinite(seconds)) return createLiveView();
  return createOnceView(seconds, json ? (result) => JSON.stringify(result, null, 2) : finalText);
}
