// pnpm bench outage: what an export costs while the backend is away.
import { inTurn, measure, round, say } from '../measure.mjs';
import { subjects } from './subjects.mjs';

export const title = 'Exports to a backend that is away';
export const about = `An export of 10,000 series (fresh attributes, mixed, delta) each half second, with a timeout of a second: to a receiver that takes everything (\`none\`), to a
port on which nobody listens, to one that accepts and never reads, and to one that answers 503. The processor time has the work behind an export in it;
what is kept more after each export, when nothing is garbage, tells whether memory grows. hot-shots, which has no exports, is called once for each record, and does not tell.`;

const one = new URL('one.mjs', import.meta.url);
const shape = { series: 10_000, profile: 'mixed', attributes: 'fresh', temporality: 'delta' };

export function run({ quick, rounds }) {
  const cases = Object.entries(subjects).flatMap(([subject, { ills }]) =>
    ['none', ...ills].map((ill) => `${subject} ${ill}`),
  );
  const found = inTurn(cases, rounds, (name) => {
    say(`outage: ${name}`);
    const [subject, ill] = name.split(' ');
    return measure(one, { subject, ill, quick, ...shape }, ['--expose-gc']);
  });
  return Object.entries(found).map(([name, result]) => {
    const [subject, ill] = name.split(' ');
    return { subject, ill, ...result, ofHealthy: result.cpuMillis / found[`${subject} none`].cpuMillis };
  });
}

export function tables(rows) {
  return [
    {
      title: '10,000 series, fresh attributes, mixed, delta',
      rows: rows.map((row) => ({
        '': subjects[row.subject].title,
        'what is wrong': row.ill,
        'processor ms an export': round(row.cpuMillis, 1),
        '× with nothing wrong': round(row.ofHealthy, 2),
        'ms until the exporter says': round(row.millis, 1),
        'MB more kept after each': round(row.keptMegabytes, 2),
      })),
    },
  ];
}
