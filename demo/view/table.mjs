import { formatDifference, formatError, formatNumber } from './number.mjs';

const isPercentile = ({ statistic }) => /^p\d/.test(statistic);
const isUnexpected = ({ kind }) => kind === 'unexpected';

/** How far off a number is that may be: nothing where that is not to be seen. */
function errorOf({ allowed, error }) {
  const isOff = allowed > 1e-9 && Math.abs(error) >= 0.0005 && Number.isFinite(error);
  return isOff ? formatError(error) : '';
}

/** What differs from what was recorded, if anything does: as the numbers of six backends would not fit into a line. */
function cellOf(row, mark) {
  if (row === undefined) return '';
  const { equal, recorded, received } = row;
  if (equal || isPercentile(row)) return `${errorOf(row)} ${equal ? '✓' : mark}`.trim();
  if (received === null) return `– ${mark}`;
  return received === recorded ? mark : `${formatDifference(received - recorded)} ${mark}`;
}

/** A metric's name, and which line of it this is: a statistic, or the attributes of a series. */
function titleOf({ name, statistic }) {
  const [, metric, attributes] = /^(\S+)(?: \{(.*)\})?$/.exec(name);
  return [metric, statistic ?? attributes];
}

/** The rows of all backends that are about the same, by title and backend. */
function linesOf({ backends }) {
  const lines = new Map();
  for (const [backend, { metrics }] of Object.entries(backends)) {
    for (const row of metrics.filter((one) => !isUnexpected(one))) {
      const title = titleOf(row);
      const line = lines.get(title.join(' ')) ?? { title, rows: {} };
      line.rows[backend] = row;
      lines.set(title.join(' '), line);
    }
  }
  return [...lines.values()];
}

/** The lines as cells. A metric of several lines has its name above them, alone. */
function cellsOf(result, mark) {
  const names = Object.keys(result.backends);
  const cells = [['metric', 'recorded', ...names]];
  let above;
  for (const { title, rows } of linesOf(result)) {
    const [metric, part] = title;
    if (part !== undefined && metric !== above) cells.push([metric]);
    above = metric;
    const [first] = Object.values(rows);
    const recorded = isPercentile(first) ? '' : formatNumber(first.recorded);
    cells.push([
      part === undefined ? metric : `  ${part}`,
      recorded,
      ...names.map((name) => cellOf(rows[name], mark)),
    ]);
  }
  return cells;
}

function layOut(cells) {
  const full = cells.filter(({ length }) => length > 1);
  const widths = full[0].map((_, column) => Math.max(...full.map((line) => line[column].length)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
  return lines.toSpliced(1, 0, '─'.repeat(lines[0].length));
}

/** What a backend should not have received, or could not read. */
function othersOf([name, { metrics, refused }]) {
  const unexpected = metrics
    .filter(isUnexpected)
    .map((row) => `${name} received what nobody recorded: ${row.name}`);
  return refused > 0 ? [...unexpected, `${name} refused ${refused} lines or requests`] : unexpected;
}

/** The table as lines; with six backends it fits into a hundred columns. `mark` stands behind what is not equal. */
export function renderTable(result, mark) {
  return [...layOut(cellsOf(result, mark)), ...Object.entries(result.backends).flatMap(othersOf)];
}
