// pnpm bench encode: the same metrics of the real SDK through every encoder.
import { groups, inTurn, measure, median, round, say } from '../measure.mjs';
import { checkSameRecords } from './same-records.mjs';
import { subjects } from './subjects.mjs';

export const title = 'Encoding';
export const about = `Each subject encodes the same \`ResourceMetrics\` of the real SDK: 50 instruments (20 counters, 5 up-down counters, 10 gauges,
10 explicit and 5 exponential histograms; \`scalar\`: 25, 5 and 20 without histograms), attribute sets of four attributes, a new value in every series before
each collection; 100,000 and more have one round. \`fresh\`: the application passes new attribute objects; \`recurring\`: the same ones again. Ours are whole exports, with
packing and accounting, into a transport that only counts bytes. \`first\` is the first export, which sees each series for the first time. The
longest block is how long nothing else had its turn. Before an encoder begins, the loop turns twice: then V8 clears away what \`collect()\` has left. Allocated: of an export in the steady state; held: what is kept between exports, for each series.`;

const one = new URL('one.mjs', import.meta.url);
const memory = new URL('memory.mjs', import.meta.url);
/** A young generation in which the garbage of 10,000 points has room. */
const roomy = ['--expose-gc', '--min-semi-space-size=512', '--max-semi-space-size=512'];
const names = Object.keys(subjects);

const mixed = { profile: 'mixed', attributes: 'fresh', temporality: 'delta' };
const cases = [
  { ...mixed, series: 1_000 },
  { ...mixed, series: 10_000, memory: true },
  { ...mixed, series: 10_000, attributes: 'recurring' },
  { ...mixed, series: 10_000, profile: 'scalar' },
  { ...mixed, series: 10_000, profile: 'scalar', temporality: 'cumulative' },
  { ...mixed, series: 10_000, temporality: 'cumulative' },
  { ...mixed, series: 100_000, memory: true },
  { ...mixed, series: 100_000, temporality: 'cumulative' },
  { ...mixed, series: 1_000_000 },
];

/** What takes a million series: some texts of them are longer than a string may be, and a stat for each of them nobody pays for. */
const forMillions = [
  'collect',
  'otlp',
  'naive',
  'statsd',
  'dogstatsd',
  'dogstatsdOneTurn',
  'plaintext',
  'pickle',
  'stride',
];

/** Records without percentiles are what the targets of cumulative metrics were set with. */
function fits(name, { series, temporality }) {
  if (series >= 1_000_000) return forMillions.includes(name);
  return name !== 'dogstatsdOneTurn' && (!name.endsWith('Compact') || temporality === 'cumulative');
}

/** A round of 100,000 series takes ten minutes, and each process measures many exports of them. */
const roundsOf = (series, rounds) => (series >= 100_000 ? 1 : rounds);

function compare({ memory: withMemory = false, ...shape }, { quick, rounds }) {
  const flags = shape.series >= 1_000_000 ? ['--max-old-space-size=12000'] : [];
  const label = `encode: ${shape.series} series, ${shape.attributes}, ${shape.profile}, ${shape.temporality}`;
  const chosen = names.filter((name) => fits(name, shape));
  const found = inTurn(chosen, roundsOf(shape.series, rounds), (subject) => {
    say(`${label}: ${subject}`);
    return {
      ...measure(one, { subject, quick, ...shape }, flags),
      ...(withMemory ? measure(memory, { subject, quick, ...shape }, roomy) : {}),
    };
  });
  const collectNanos = median(chosen.map((name) => found[name].collectNanos));
  return chosen.map((subject) => ({
    ...shape,
    subject,
    ...found[subject],
    ...(subject === 'collect' ? { nanos: collectNanos, ofCollect: 1 } : {}),
    fasterThanOtlp: found.otlp.nanos / (subject === 'collect' ? collectNanos : found[subject].nanos),
  }));
}

/** The rows of all cases; first, whether the naive encoder and ours say the same. */
export async function run(options) {
  await checkSameRecords();
  const chosen = options.quick ? cases.filter(({ series }) => series === 10_000) : cases;
  return chosen.flatMap((one) => compare(one, options));
}

/** One table for each case. */
export function tables(rows) {
  const caseOf = ({ series, attributes, profile, temporality }) =>
    `${series.toLocaleString('en')} series, ${attributes} attributes, ${profile}, ${temporality}`;
  return groups(rows, caseOf).map(([title, of]) => ({
    title,
    rows: of.map((row) => ({
      '': subjects[row.subject].title,
      'ns a point': round(row.nanos),
      '× collect()': round(row.ofCollect, 2),
      'times faster than OTLP protobuf': round(row.fasterThanOtlp, 2),
      'bytes a point': round(row.bytes),
      'first: ns a point': round(row.coldNanos),
      'longest block, ms': round(row.longestBlockMillis, 1),
      ...(row.keptBytes === undefined
        ? {}
        : {
            'allocated, B a point': row.allocatedBytes === null ? '' : round(row.allocatedBytes),
            'held, B a series': round(row.keptBytes),
          }),
    })),
  }));
}
