// pnpm bench numbers: how a number becomes text.
import { measure, median, round, say } from '../measure.mjs';

export const title = 'Numbers as text';
export const about = `\`String(value)\` written with \`latin1Write\`, against what writes our records: the same digits, without a string.`;

const one = new URL('one.mjs', import.meta.url);

export function run({ quick, rounds }) {
  const runs = Array.from({ length: rounds }, () => {
    say('numbers');
    return measure(one, { quick });
  });
  return runs[0].map(({ kind }, i) => {
    const of = (key) => median(runs.map((rows) => rows[i][key]));
    const [stringNanos, nanos] = [of('stringNanos'), of('nanos')];
    return { kind, stringNanos, nanos, faster: stringNanos / nanos };
  });
}

export function tables(rows) {
  return [
    {
      title: 'ns a value',
      rows: rows.map(({ kind, stringNanos, nanos, faster }) => ({
        '': kind,
        'as a string': round(stringNanos),
        ours: round(nanos),
        'times faster': round(faster, 2),
      })),
    },
  ];
}
