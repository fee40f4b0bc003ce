import { describe, expect, it } from 'vitest';
import { blocksOf, sectionOf } from './readme-blocks.ts';
import { runProgram, secondsIn, withoutSeconds } from './run-program.ts';

const file = 'packages/graphite/README.md';
const blocks = blocksOf(file);
const inTags = "prefix: 'shop'";
const inPaths = "prefix: 'shop', pathTemplate: '{prefix}.{name}'";

/** The program behind the mapping, with other options. */
const mappingWith = (options: string) =>
  blocks.find(({ code }) => code.includes(`'stdout:', ${inTags}`))!.code.replace(inTags, options);

/** A program with these options; of each attributes object a counter, `name` and its number, that counts to three. */
const counting = (options: string, name: string, attributes: readonly string[] = ["{ kind: 'rye' }"]) => `
  import { resourceFromAttributes } from '@opentelemetry/resources';
  import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
  import { GraphiteMetricExporter } from '@otelwire/graphite';
  const exporter = new GraphiteMetricExporter({ ${options} });
  const resource = resourceFromAttributes({ 'host.name': 'web-1.example' });
  const provider = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter })] });
  const meter = provider.getMeter('test');
  ${attributes.map((set, i) => `meter.createCounter('${name}${i === 0 ? '' : i}').add(3, ${set});`).join('\n')}
  await provider.shutdown();`;

const withoutStamp = (line: string) => line.slice(0, line.lastIndexOf(' '));

/** The code in the cells of those rows that have so many such cells in a row. */
function rowsOf(section: string, cells: number): string[][] {
  const row = new RegExp(`^\\| ${Array.from({ length: cells }, () => '`([^`]+)`').join(' \\| ')} \\|$`, 'gm');
  return [...section.matchAll(row)].map(([, ...found]) => found);
}

describe(`the tables of ${file}`, () => {
  it('show every line that the instruments make, with tags and as paths', async () => {
    const shown = [...sectionOf(file, 'Mapping').matchAll(/`(shop\.[^` ]+ -?[\d.]+)`/g)].map(
      ([, cell]) => cell,
    );
    const runs = await Promise.all([inTags, inPaths].map((options) => runProgram(mappingWith(options))));
    const made = runs.flatMap(({ printed }) => printed.map(withoutStamp));
    expect(made).toHaveLength(22);
    expect(shown.sort()).toEqual(made.sort());
  });

  it('show what becomes of attributes', async () => {
    const rows = rowsOf(sectionOf(file, 'Names, tags and paths'), 3);
    expect(rows).toHaveLength(7);
    const attributes = rows.map(([given]) => given!);
    const modes = [`endpoint: 'stdout:', ${inTags}`, `endpoint: 'stdout:', ${inPaths}`];
    const runs = await Promise.all(modes.map((mode) => runProgram(counting(mode, 'c', attributes))));
    const name = (i: number) => `shop.c${i === 0 ? '' : i}`;
    expect(runs.map(({ printed }) => printed.map(withoutStamp))).toEqual([
      rows.map(([, tag], i) => `${name(i)};${tag} 3`),
      rows.map(([, , part], i) => `${name(i)}.${part} 3`),
    ]);
  });

  it('show what templates make', async () => {
    const rows = rowsOf(sectionOf(file, 'Names, tags and paths'), 2);
    expect(rows).toHaveLength(4);
    for (const [pathTemplate, path] of rows) {
      const options = `endpoint: 'stdout:', prefix: 'shop', pathTemplate: '${pathTemplate}'`;
      const attributes = ["{ region: 'eu', 'http.route': '/users/:id' }"];
      const { printed } = await runProgram(counting(options, 'orders', attributes));
      expect(printed.map(withoutStamp)).toEqual([`${path} 3`]);
    }
  });

  it('show what each server gets', async () => {
    const rows = [...sectionOf(file, 'Servers').matchAll(/^\| [^|`]+ \| `([^`]+)` \| `([^`]+)` \|/gm)];
    expect(rows).toHaveLength(7);
    for (const [, options, line] of rows) {
      const { received, refused, seconds } = await runProgram(counting(options!, 'loaves.sold'));
      expect(refused).toEqual([]);
      expect(received.map(withoutSeconds)).toEqual([withoutSeconds(line!)]);
      const [second] = secondsIn(received[0]!);
      // with `intervalSeconds: 10`, up to nine seconds before
      expect(second).toBeGreaterThan(seconds[0] - 10);
      expect(second).toBeLessThanOrEqual(seconds[1]);
    }
  });
});

describe(`the rules for carbon in ${file}`, () => {
  const [schemas, aggregations] = blocks
    .filter(({ language }) => language === 'ini')
    .map(({ code }) =>
      code.split('\n\n').map((section) => {
        const [, pattern] = /^pattern = (.*)$/m.exec(section)!;
        const [, value] = /^(?:retentions|aggregationMethod) = (.*)$/m.exec(section)!;
        return { pattern: new RegExp(pattern!), value: value! };
      }),
    );
  /** As carbon does: the first rule whose pattern is found. */
  const ruleFor = (rules: typeof schemas, path: string) => rules!.find(({ pattern }) => pattern.test(path));

  it('keep totals and levels as they are, and the extremes of an interval', async () => {
    const percentiles = 'percentiles: [50, 99.9]';
    const modes = [`${inTags}, ${percentiles}`, `${inPaths}, ${percentiles}`];
    const runs = await Promise.all(modes.map((options) => runProgram(mappingWith(options))));
    const paths = runs.flatMap(({ printed }) => printed.map((line) => line.split(' ')[0]!));
    expect(paths).toHaveLength(20);
    for (const path of paths) {
      const [, statistic] = /\.(\w+)(?:;|$)/.exec(path)!;
      const expected = statistic === 'min' ? 'min' : /^(?:max|p50|p99_9)$/.test(statistic!) ? 'max' : 'last';
      expect([path, ruleFor(aggregations, path)?.value]).toEqual([path, expected]);
      expect(ruleFor(schemas, path)).toBeDefined();
    }
  });

  it('begin with the export interval of the first program', () => {
    const [, seconds] = /exportIntervalMillis: (\d+)_000/.exec(blocks[0]!.code)!;
    expect(schemas![0]!.value).toMatch(new RegExp(`^${seconds}s:`));
  });
});
