import { describe, expect, test } from 'vitest';
import { endpoint } from '../../src/config/endpoint-parser.ts';
import { list } from '../../src/config/list-parsers.ts';
import { millis } from '../../src/config/number-parsers.ts';
import { opaque } from '../../src/config/opaque-parser.ts';
import { renderOptionTable, updateReadme } from '../../src/config/options-table.ts';
import { option } from '../../src/config/schema.ts';
import { choice, text } from '../../src/config/text-parsers.ts';

const timeoutMillis = option({
  type: millis({ min: 1 }),
  env: 'TIMEOUT',
  default: 10_000,
  describe: 'How long',
});
const schema = {
  endpoint: option({
    type: endpoint({ schemes: ['udp'], defaultPorts: { udp: 8125 } }),
    env: 'ENDPOINT',
    foreignEnv: ['AGENT_URL', { names: ['AGENT_HOST', 'AGENT_PORT'], toText: () => undefined }],
    default: { scheme: 'udp', host: '::1', port: 8125 },
    describe: 'Where to send.',
    whyDefault: 'an agent runs on the same machine',
  }),
  timeoutMillis,
  prefix: option({ type: text(), env: 'PREFIX', default: '', describe: 'Put before a|b.' }),
  key: option({ type: text(), env: 'KEY', secret: true, required: true, describe: 'The key.' }),
  attributes: { include: option({ type: list(), env: 'INCLUDE', default: ['a'], describe: 'Only\nthese.' }) },
  mode: option({ type: choice(['a']), defaultText: '`a` with udp', describe: 'How.' }),
  clock: option({
    type: opaque('a clock', (value): value is object => !!value),
    default: {},
    describe: 'Time.',
  }),
};

describe('the options table', () => {
  test('has a row for each option', () => {
    expect(renderOptionTable({ schema, envPrefixes: ['P_'] }).split('\n')).toEqual([
      '| option | variable | default | what it is |',
      '| --- | --- | --- | --- |',
      '| `endpoint` | `P_ENDPOINT`, `AGENT_URL`, `AGENT_HOST`, `AGENT_PORT` | `udp://[::1]:8125` | Where to send. Takes udp://host[:8125], for example udp://localhost:8125. An agent runs on the same machine. |',
      '| `timeoutMillis` | `P_TIMEOUT` | `10000` | How long. Takes a whole number of milliseconds from 1 to 2147483647. |',
      "| `prefix` | `P_PREFIX` | `''` | Put before a\\|b. Takes text. |",
      '| `key` | `P_KEY` | required | The key. Takes text. |',
      "| `attributes.include` | `P_INCLUDE` | `['a']` | Only these. Takes an array of text; in the variable, a list separated by commas. |",
      '| `mode` | – | `a` with udp | How. Takes a. |',
      '| `clock` | – | – | Time. Takes a clock. |',
    ]);
  });

  test('names the other prefixes below', () => {
    expect(renderOptionTable({ schema: { timeoutMillis }, envPrefixes: ['P_', 'Q_', 'R_'] })).toMatch(
      /`P_TIMEOUT`[^\n]*\n\nInstead of `P_`, names may start with `Q_` or `R_`\.$/,
    );
  });
});

describe('a README', () => {
  const tables = { x: { schema: { timeoutMillis }, envPrefixes: ['P_'] } };

  test('gets the table between its markers, and nothing else changes', () => {
    const { text, problems } = updateReadme(
      '# A\n<!-- options:x -->\nold $1\n<!-- /options -->\n## B\n',
      tables,
    );
    expect(problems).toEqual([]);
    expect(text).toBe(
      `# A\n<!-- options:x -->\n\n${renderOptionTable(tables.x)}\n\n<!-- /options -->\n## B\n`,
    );
    expect(updateReadme(text, tables).text).toBe(text);
  });

  test('is told about markers that are missing, unknown or never closed', () => {
    expect(updateReadme('', tables).problems).toEqual(['<!-- options:x --> is missing']);
    const readme = '<!-- options:x -->\n<!-- options:y -->\n<!-- /options -->\n';
    const { text, problems } = updateReadme(readme, tables);
    expect(text).toBe(readme);
    expect(problems).toEqual(['<!-- options:x --> is never closed', 'there are no options named y']);
  });
});
