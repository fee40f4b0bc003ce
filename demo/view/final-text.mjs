import { renderTable } from './table.mjs';

const explanation = `✓ is the number recorded. In front of ✗ is what is missing (−) or too much (+); with percentiles,
how far off they are. Counts and sums are of all series together; each is compared by itself, too.
Counts, levels, minimum and maximum have to be the same, sums of fractions within 1e-9 (they are
added up in another order). Percentiles, and the sum of a distribution, come from histogram
buckets: shown is the interval (for dogstatsd: the series) that is furthest off. Allowed is √base
− 1 of its buckets: 2.2 % for values over three decades, 4.4 % over six. Stride receives the
buckets: each has to hold as many values as were recorded.`;

/** Which datagrams were lost on purpose. */
function losses({ backends }) {
  const lossy = Object.entries(backends).filter(([, { lostDatagrams }]) => lostDatagrams > 0);
  if (lossy.length === 0) return [];
  const lost = lossy.map(([name, { lostDatagrams }]) => `${lostDatagrams} to ${name}`).join(', ');
  return [`Datagrams lost on purpose: ${lost}; none to the others, over TCP.`];
}

const width = 96;

function wrap(text) {
  return text.replace(new RegExp(`(.{1,${width}})( |$)`, 'g'), '$1\n').trimEnd();
}

const nameOf = ({ kind, millis, percent, status }) =>
  [kind, millis ?? percent ?? status].filter(Boolean).join(' ');

/** What was broken on purpose, and what of that a protocol does not allow to be made good. */
function faultTexts({ backends }) {
  const broken = Object.entries(backends).flatMap(([name, { faults }]) =>
    faults.map((fault) => [name, fault]),
  );
  if (broken.length === 0) return [];
  const all = broken.map(([name, fault]) => `${name} (${nameOf(fault)})`).join(', ');
  const caveats = broken
    .filter(([, { caveat }]) => caveat)
    .map(([name, { caveat }]) => wrap(`${name}: ${caveat}.`));
  return [[wrap(`Broken on purpose, and mended again: ${all}.`), ...caveats].join('\n')];
}

function verdict({ backends, equal, requests }) {
  const different = Object.keys(backends).filter((name) => !backends[name].equal);
  const ending = equal
    ? `every backend received what was recorded${different.length === 0 ? '' : `, but for what is said of ${different.join(', ')}`}.`
    : `NOT what was recorded (✗): ${different.join(', ')}.`;
  return `${requests.toLocaleString('en')} requests, and ${ending}`;
}

/** The last table, what it means, and whether all is well. */
export function finalText(result) {
  const table = renderTable(result, '✗').join('\n');
  const texts = [table, explanation, ...faultTexts(result)];
  return [...texts, [...losses(result), verdict(result)].join('\n')].join('\n\n');
}
