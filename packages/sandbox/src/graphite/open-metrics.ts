import { quote } from '../defect.js';
import type { Tag } from '../statsd/record.js';
import type { GraphiteDefects } from './defect.js';
import type { SeriesPath } from './series-path.js';
import { seriesPath } from './series-path.js';
import { canonicalTags, checkTag, noTags } from './tags.js';

/** Reads `path{tag="value",…}`, which carbon takes too. Source: carbon lib/carbon/util.py parse_openmetrics */
export function readOpenMetrics(text: string, column: number, defects: GraphiteDefects): SeriesPath {
  const message = `path ${quote(text)} has tags in braces; write path;tag=value;…`;
  defects.warn('open-metrics', message, column);
  const [name = '', labels, ...more] = text.slice(0, -1).split('{');
  const tags = labels === undefined || more.length > 0 ? undefined : readLabels(labels, column, defects);
  return seriesPath(name, tags) ?? { name: text, tags: noTags };
}

function readLabels(text: string, column: number, defects: GraphiteDefects): readonly Tag[] | undefined {
  const label = /([^=]+)="((?:\\["\\]|[^"\\])+)"(?::?,|$)/y;
  const tags: Tag[] = [];
  while (label.lastIndex < text.length) {
    const found = label.exec(text);
    if (found === null) return undefined;
    const tag: Tag = [found[1]!, found[2]!.replaceAll('\\"', '"').replaceAll('\\\\', '\\')];
    if (!checkTag(tag, column, defects)) return undefined;
    tags.push(tag);
  }
  return canonicalTags(tags);
}
