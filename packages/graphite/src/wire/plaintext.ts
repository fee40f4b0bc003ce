import type { Format } from './format.js';
import { pathShape } from './path-shape.js';
import { textRecordBytes, writeTextRecord } from './text-record.js';

/**
 * `name;key=value 1.5 1700000000`, a line a point.
 * https://graphite.readthedocs.io/en/latest/feeding-carbon.html#the-plaintext-protocol
 */
export const plaintext: Format = {
  name: 'plaintext',
  renderTags: (tags) => tags.map((tag) => `;${tag}`).join(''),
  shape: (path) => pathShape({ ...path, after: `${path.after} ` }),
  stamp: (second) => new Uint8Array(Buffer.from(` ${second}\n`)),
  recordBytes: textRecordBytes,
  write: writeTextRecord,
};
