import { optionRows } from './command-option.js';

const width = Math.max(...optionRows.map(({ typed }) => typed.length));

/** What `--help` prints. */
export const help = [
  'otelwire-sandbox [options]',
  '',
  'Servers for StatsD, DogStatsD, Graphite, StatHat, Stride, Initial State and OTLP metrics on this machine,',
  'and a page that shows what they are told.',
  '',
  ...optionRows.map(
    (row) => `  ${row.typed.padEnd(width)}  ${row.describe}${row.default ? ` Default: ${row.default}.` : ''}`,
  ),
  '',
].join('\n');
