// Writes docs/benchmarks.md from the rows of a run.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const intro = `# Benchmarks

Written by \`pnpm bench --write\`. Each subject encodes the same \`ResourceMetrics\` of the real SDK: 50 instruments, attribute
sets of four attributes, a new value in every series before each collection, delta temporality, exponential histograms. \`mixed\` is
20 counters, 5 up-down counters, 10 gauges and 15 histograms; \`scalar\` has no histograms. \`fresh\`: the application passes new
attribute objects; \`recurring\`: the same ones again. A process for each measurement, the subjects in turn, medians.
Whole exports are timed, with packing and accounting, into a transport that only counts bytes.

The times are of one machine, a shared one at that. Take the ratios.

`;

const columns = ['', 'ns a point', '× collect()', 'times faster than OTLP protobuf', 'bytes a point'];

function tableOf(rows) {
  const cells = rows.map((row) => [
    row.title,
    row.nanosPerPoint,
    row.ofCollect,
    row.subject === 'collect' ? '' : row.timesFasterThanOtlp,
    row.subject === 'collect' ? '' : row.bytesPerPoint,
  ]);
  return [columns, columns.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export function writeUp({ node, rounds, rows, cases }) {
  const sections = cases.map(({ series, attributes, profile }) => {
    const of = rows.filter(
      (row) => row.series === series && row.attributes === attributes && row.profile === profile,
    );
    return `## ${series.toLocaleString('en')} series, ${attributes} attributes, ${profile}\n\n${tableOf(of)}\n`;
  });
  const machine = `Node ${node.slice(1)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${rounds} rounds.\n\n`;
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), intro + machine + sections.join('\n'));
}
