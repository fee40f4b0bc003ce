const isPercentile = /^p\d/;

function formatNumber(number) {
  if (number === null || number === undefined) return '–';
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number)) return number.toLocaleString('en');
  return number.toLocaleString('en', { maximumSignificantDigits: 6 });
}

function formatError(error) {
  return `${error < 0 ? '−' : '+'}${(100 * Math.abs(error)).toFixed(1)} %`;
}

/** What was received, with how far it is off where it may be. */
function cellOf(row, mark) {
  if (row === undefined) return '';
  const isOff = row.allowed > 1e-9 && Math.abs(row.error) >= 0.0005 && Number.isFinite(row.error);
  const received = isOff
    ? `${formatNumber(row.received)} (${formatError(row.error)})`
    : formatNumber(row.received);
  return `${received} ${row.equal ? '✓' : mark}`;
}

const titleOf = ({ name, kind, statistic }) =>
  `${name}${statistic ? ` ${statistic}` : ''}${kind === 'unexpected' ? ' (unexpected)' : ''}`;

/** One line of cells for each row: what was recorded, and what each backend received. */
function cellsOf({ backends }, mark) {
  const names = Object.keys(backends);
  const byTitle = new Map();
  for (const name of names) {
    for (const row of backends[name].metrics) {
      const line = byTitle.get(titleOf(row)) ?? {};
      line[name] = row;
      byTitle.set(titleOf(row), line);
    }
  }
  const lines = [...byTitle].map(([title, line]) => {
    const [first] = Object.values(line);
    const recorded = isPercentile.test(first.statistic) ? '' : formatNumber(first.recorded);
    return [title, recorded, ...names.map((name) => cellOf(line[name], mark))];
  });
  return [['metric', 'recorded', ...names], ...lines];
}

/** The table as lines. `mark` stands behind what is not equal. */
export function renderTable(result, mark) {
  const cells = cellsOf(result, mark);
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  '),
  );
  const bad = Object.entries(result.backends).filter(([, { badLines }]) => badLines > 0);
  return [
    ...lines.toSpliced(1, 0, '─'.repeat(lines[0].length)),
    ...bad.map(([name, { badLines }]) => `${name} refused ${badLines} lines`),
  ];
}
