// pnpm bench export: whole exports to a receiver in another process.
import { groups, inTurn, measure, round, say } from '../measure.mjs';
import { subjects } from './subjects.mjs';

export const title = 'Whole exports';
export const about = `What an export costs after \`collect()\`, to a receiver in another process on the same machine: 10,000 series with fresh
attribute objects and histograms (as above). The processor time is that of all threads of the exporting process, with what the kernel
does for it. \`hot-shots\` is called once for each record. UDP is paced, so that a receiver with usual buffers loses nothing: this takes time, and a wake-up
of the process for each 16 datagrams. Before an export begins there is a tenth of a second in which V8 clears away what \`collect()\` has left. Packets are what the receiver saw: datagrams, or pieces of a stream.`;

const one = new URL('one.mjs', import.meta.url);
const mixed = { series: 10_000, profile: 'mixed', attributes: 'fresh' };
const cumulative = ['compactTcp', 'compactUnix'];
const cases = [
  { temporality: 'delta', chosen: Object.keys(subjects).filter((name) => !cumulative.includes(name)) },
  { temporality: 'cumulative', chosen: ['otlp', 'summaryTcp', ...cumulative] },
];

export function run({ quick, rounds }) {
  return cases.flatMap(({ temporality, chosen }) => {
    const found = inTurn(chosen, rounds, (subject) => {
      say(`export: ${temporality}, ${subject}`);
      return measure(one, { subject, quick, temporality, ...mixed });
    });
    return Object.entries(found).map(([subject, result]) => ({
      subject,
      temporality,
      ...result,
      ofOtlp: result.cpuMillis / found.otlp.cpuMillis,
    }));
  });
}

export function tables(rows) {
  return groups(rows, ({ temporality }) => temporality).map(([temporality, of]) => ({
    title: `10,000 series, fresh attributes, mixed, ${temporality}`,
    rows: of.map((row) => ({
      '': subjects[row.subject].title,
      'processor ms': round(row.cpuMillis, 1),
      'of these in JavaScript': round(row.userMillis, 1),
      ms: round(row.millis, 1),
      '× collect()': round(row.ofCollect, 2),
      '× OTLP protobuf': round(row.ofOtlp, 2),
      'longest delay, ms': round(row.longestDelayMillis, 1),
      kB: round(row.bytes / 1000),
      packets: row.packets,
    })),
  }));
}
