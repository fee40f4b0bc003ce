import { quote } from '../defect.js';
import type { AnyReceiver } from '../sandbox/by-backend.js';
import type { FoundDefects } from './defects-of.js';
import { defectsOf } from './defects-of.js';
import type { ExpectedSeries } from './expected-series.js';
import { nearest } from './nearest.js';
import type { ReceivedSeries } from './received-series.js';
import { seriesOf } from './series-of.js';

const maxDefectsShown = 5;

/** What came, those first that look most like what was expected. */
export function describeReceived(receiver: AnyReceiver, { name }: ExpectedSeries): string {
  const series = seriesOf(receiver);
  const defects = defectsOf(receiver);
  const shown = nearest(name, series);
  const heading = series.length > shown.length ? `${series.length} series came; the nearest:` : 'what came:';
  const came =
    series.length === 0 ? ['nothing came'] : [heading, ...shown.map((one) => `  ${describeSeries(one)}`)];
  return [...came, ...(defects.badCount > 0 ? [describeDefects(defects)] : [])].join('\n');
}

/** What was wrong, and where it was seen. */
export function describeDefects({ badCount, counts, first }: FoundDefects): string {
  const codes = [...counts].map(([code, count]) => `${count} × ${code}`).join(', ');
  return [
    `${badCount} refused; defects: ${codes || 'none'}`,
    ...first.slice(0, maxDefectsShown).map(({ text, reasons }) => `  ${quote(text)}: ${reasons}`),
  ].join('\n');
}

function describeSeries({ name, tags, kind, type, value, count, sum }: ReceivedSeries): string {
  const labels = tags.map((tag) => `${tag[0]}: ${quote(tag[1] ?? '')}`).join(', ');
  const amounts = kind === 'samples' ? `count ${count}, sum ${sum}` : JSON.stringify(value);
  return `${name} {${labels}} ${kind}${type === undefined ? '' : ` (${type})`} ${amounts}`;
}
