const columns = [
  ['backend', ({ name }) => name],
  ['recorded', ({ recorded }) => recorded],
  ['backend has', ({ received }) => received],
  ['short', ({ short }) => short],
  ['of it by a fault', ({ byFault }) => byFault],
  ['over', ({ over }) => over],
  ['gaps', ({ gaps }) => gaps],
  ['points', ({ accounting }) => accounting.accepted],
  ['delivered', ({ accounting }) => accounting.delivered],
  ['held', ({ accounting }) => accounting.held + accounting.inFlight],
  ['unconfirmed', ({ dropped }) => dropped.unconfirmed ?? 0],
  ['superseded', ({ dropped }) => dropped.superseded ?? 0],
  ['dropped', ({ dropped: { unconfirmed: _1, superseded: _2, ...others } }) => sum(Object.values(others))],
  ['duplicates', ({ duplicates }) => duplicates],
  ['faults', ({ faults }) => sum(Object.values(faults ?? {}))],
];

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The result as a table, and why it is not in order if it is not. */
export function tableOf({ rows, seed, minutes, recoverySeconds }) {
  const texts = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, of]) => String(of(row)))),
  ];
  const widths = columns.map((_, i) => Math.max(...texts.map((row) => row[i].length)));
  const lineOf = (row) =>
    row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  ');
  const problems = rows.flatMap(({ name, problems: ofRow, strange, badLines }) =>
    ofRow.length === 0 ? [] : [`${name}: ${ofRow.join('; ')} ${JSON.stringify([...strange, ...badLines])}`],
  );
  return [
    `${minutes} min of faults, seed ${seed}, recovered in ${recoverySeconds} s`,
    ...texts.map(lineOf),
    ...(problems.length === 0 ? ['nothing is unaccounted for'] : problems),
  ].join('\n');
}
