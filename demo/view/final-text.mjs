import { renderTable } from './table.mjs';

const explanation = `Totals of all series; each series is compared by itself too. Counts, levels, minimum and maximum have to be the same,
sums of fractions within 1e-9 (they are added up in another order). Percentiles, and the sum of a distribution, come
from histogram buckets: shown is the series (for statsd and graphite: the interval) that is furthest off. Allowed is
√base − 1 of its buckets: 2.2 % for values over three decades, 4.4 % over six. Graphite keeps one point a second: of
its totals and levels the last one is compared, of its intervals each as it came.`;

/** Which datagrams were lost on purpose, and where none could be. */
function losses({ backends }) {
  const entries = Object.entries(backends);
  const lossy = entries.filter(([, { lostDatagrams }]) => lostDatagrams > 0);
  if (lossy.length === 0) return [];
  const lost = lossy.map(([name, { lostDatagrams }]) => `${lostDatagrams} to ${name}`).join(', ');
  const safe = entries.filter(([, { endpoint }]) => !endpoint.startsWith('udp:')).map(([name]) => name);
  return [`Datagrams lost on purpose: ${lost}; none to ${safe.join(', ')}, over TCP, which loses nothing.`];
}

function verdict({ backends, equal, requests }) {
  const different = Object.keys(backends).filter((name) => !backends[name].equal);
  const ending = equal
    ? 'every backend received what was recorded.'
    : `NOT what was recorded (✗): ${different.join(', ')}.`;
  return `${requests.toLocaleString('en')} requests, and ${ending}`;
}

/** The last table, what it means, and whether all is well. */
export function finalText(result) {
  const table = renderTable(result, '✗').join('\n');
  return [table, explanation, [...losses(result), verdict(result)].join('\n')].join('\n\n');
}
