import type { GraphiteDefects } from './defect.js';
import { checkFileName, checkName } from './name.js';
import { readOpenMetrics } from './open-metrics.js';
import type { SeriesPath } from './series-path.js';
import { seriesPath } from './series-path.js';
import { noTags, readTags } from './tags.js';

/** Reads `path;tag=value;…`. */
export function readPath(text: string, column: number, defects: GraphiteDefects): SeriesPath {
  if (text.endsWith('"}') && text.includes('{')) return readOpenMetrics(text, column, defects);
  const semicolon = text.indexOf(';');
  const name = semicolon < 0 ? text : text.slice(0, semicolon);
  checkName(name, column, defects);
  if (semicolon < 0) {
    checkFileName(name, column, defects);
    return seriesPath(name, noTags) ?? { name, tags: noTags };
  }
  const tags = readTags(text.slice(semicolon + 1), column + semicolon + 1, defects);
  return seriesPath(name, tags) ?? { name: text, tags: noTags };
}
