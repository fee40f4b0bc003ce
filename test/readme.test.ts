import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf, sectionOf } from './readme-blocks.ts';
import { root } from './run-node.ts';
import { runProgram, secondsIn, withoutSeconds } from './run-program.ts';

const readmes = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/cluster.md',
  'docs/self-observation.md',
  'packages/statsd/README.md',
  'packages/graphite/README.md',
  'packages/stathat/README.md',
  'packages/stride/README.md',
  'packages/initial-state/README.md',
  'packages/register/README.md',
  'packages/core/README.md',
  'packages/sandbox/README.md',
];
/** A program to run, or what the one before it prints; what it sends, where it prints nothing. */
const checked = ['js', 'text'];
/** What only shows: a shell's commands, a picture, a server's settings and tables, a body or a test (ts) that other tests know. */
const shown = ['sh', 'mermaid', 'ini', 'toml', 'sql', 'json', 'ts'];

describe.each(readmes)('%s', (file) => {
  const blocks = blocksOf(file);

  it('has no code block that nobody runs', () => {
    const known = [...checked, ...shown];
    expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([]);
  });

  it('has no link to a file that is not there', () => {
    const text = readFileSync(join(root, file), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(join(root, dirname(file), link)))).toEqual([]);
  });

  blocks.forEach(({ language, code }, i) => {
    if (language !== 'js') return;
    const next = blocks[i + 1];
    const title = code.trim().split('\n').at(-1);
    it(`runs block ${i + 1} (… ${title})`, async () => {
      const { printed, received, refused, seconds } = await runProgram(code);
      expect(refused).toEqual([]);
      const lines = printed.length > 0 ? printed : received;
      const isEnded = /\.(shutdown|close|stop)\(/.test(code);
      if (isEnded && /new \w+(Exporter|Client|Streamer)/.test(code)) expect(lines.length).toBeGreaterThan(0);
      if (next?.language !== 'text') return;
      const text = lines.join('\n');
      expect(withoutSeconds(text)).toBe(withoutSeconds(next.code.trim()));
      // a program may say itself which second it is
      for (const second of secondsIn(text).filter((one) => !code.includes(String(one)))) {
        expect(second).toBeGreaterThanOrEqual(seconds[0]);
        expect(second).toBeLessThanOrEqual(seconds[1]);
      }
    });
  });
});

describe('the tables of packages/statsd/README.md', () => {
  const file = 'packages/statsd/README.md';
  const section = (title: string) => sectionOf(file, title);
  /** Everything in a cell that looks like a record. */
  const recordsIn = (part: string) =>
    [...part.matchAll(/`([^`\n]+:[^`\n]+\\\|(?:c|g|ms|d)[^`\n]*)`/g)].map(([, cell]) =>
      cell!.replaceAll('\\|', '|'),
    );
  const variant = (code: string, target: string, histograms: string) =>
    code.replace("target: 'etsy', histograms: 'summary'", `target: '${target}', histograms: '${histograms}'`);

  it('show the lines that the instruments make', async () => {
    const program = blocksOf(file).find(({ code }) =>
      code.includes("target: 'etsy', histograms: 'summary'"),
    )!.code;
    const shownRecords = recordsIn(section('Mapping'));
    const variants = [
      ['etsy', 'summary'],
      ['etsy', 'timers'],
      ['datadog-agent', 'summary'],
      ['datadog-agent', 'timers'],
      ['datadog-agent', 'distributions'],
    ] as const;
    const runs = await Promise.all(
      variants.map(([target, mode]) => runProgram(variant(program, target, mode))),
    );
    const made = new Set(runs.flatMap(({ printed }) => printed));
    expect(shownRecords.length).toBeGreaterThan(20);
    expect(shownRecords.filter((record) => !made.has(record))).toEqual([]);
  });

  it('show the same counter in every dialect', async () => {
    const rows = [...section('Targets and dialects').matchAll(/^\| `(\w+)` \| `(loaves[^`]+)` +\|$/gm)];
    expect(rows.map(([, dialect]) => dialect)).toEqual(
      expect.arrayContaining(['plain', 'dogstatsd', 'influxdb', 'librato', 'signalfx', 'graphite']),
    );
    for (const [, dialect, line] of rows) {
      const { printed } = await runProgram(`
        import { resourceFromAttributes } from '@opentelemetry/resources';
        import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
        import { StatsdMetricExporter } from '@otelwire/statsd';
        const exporter = new StatsdMetricExporter({ endpoint: 'stdout:', dialect: '${dialect}' });
        const resource = resourceFromAttributes({ 'service.name': '' });
        const provider = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter })] });
        provider.getMeter('bakery').createCounter('loaves.sold').add(3, { kind: 'rye' });
        await provider.shutdown();`);
      expect(printed).toEqual([line!.replaceAll('\\|', '|')]);
    }
  });

  it('tells the bound of the percentiles', () => {
    const rows = [
      ...section('Error bound of percentiles and distributions').matchAll(
        /^\| up to ([\d.,]+).*\| (\d) +\| ([\d.]+) % +\|$/gm,
      ),
    ];
    expect(rows.length).toBe(5);
    for (const [, ratio, scale, percent] of rows) {
      const base = 2 ** (2 ** -Number(scale));
      const greatest = Number(ratio!.replaceAll(',', ''));
      expect(((Math.sqrt(base) - 1) * 100).toFixed(1)).toBe(percent);
      // wherever the values lie, 160 buckets of that scale hold them, and those of the next finer one do not
      expect(base ** 159).toBeGreaterThanOrEqual(greatest);
      expect(Math.sqrt(base) ** 160).toBeLessThan(greatest);
    }
  });
});
