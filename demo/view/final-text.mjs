import { renderTable } from './table.mjs';

const explanation = `Totals of all series; each series is compared by itself too. Counts, levels, minimum and maximum have to be the same,
sums of fractions within 1e-9 (they are added up in another order). Percentiles, and the sum of a distribution, come
from histogram buckets: shown is the series (for statsd: the interval) that is furthest off. Allowed is √base − 1 of its
buckets: 2.2 % for values over three decades, 4.4 % over six.`;

function verdict({ backends, equal, requests }) {
  const different = Object.keys(backends).filter((name) => !backends[name].equal);
  const ending = equal
    ? 'every backend received what was recorded.'
    : `NOT what was recorded (✗): ${different.join(', ')}.`;
  return `${requests.toLocaleString('en')} requests, and ${ending}`;
}

/** The last table, what it means, and whether all is well. */
export function finalText(result) {
  return `${renderTable(result, '✗').join('\n')}\n\n${explanation}\n\n${verdict(result)}`;
}
