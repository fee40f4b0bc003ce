import { describe, expect, it } from 'vitest';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import type { DialectName } from '../../src/wire/dialect.ts';
import { wireStatsd } from './wired.ts';

const withPaths: readonly DialectName[] = ['plain', 'influxdb', 'librato', 'signalfx', 'graphite'];
const long = 'n'.repeat(300);

async function nameOf(dialect: DialectName, name: string, prefix = ''): Promise<string> {
  const wired = wireStatsd({ dialect, prefix });
  wired.meter.createCounter(name).add(1);
  const [line] = await wired.lines();
  return line!.slice(0, line!.lastIndexOf(':'));
}

describe.each(withPaths)('a name in the dialect %s', (dialect) => {
  it.each([
    ['http.server.duration', 'http.server.duration'],
    ['with-dash_and.dot', 'with-dash_and.dot'],
    ['a b/c:d|e@f#g,h;i=j', 'a_b_c_d_e_f_g_h_i_j'],
    ['café', 'caf_'],
    ['..a...b..', 'a.b'],
    ['line\nbreak', 'line_break'],
    ['', '_'],
    ['...', '_'],
    ['constructor', 'constructor_'],
    ['__proto__', '__proto___'],
    ['toString', 'toString_'],
    ['_sc', 'm._sc'],
    ['_scope', 'm._scope'],
    ['_e{1,1}', '_e_1_1_'],
    ['9lives', '9lives'],
  ])('%j is %s', async (name, expected) => {
    expect(await nameOf(dialect, name)).toBe(expected);
  });
});

describe('a name in the dialect dogstatsd', () => {
  it.each([
    ['http.server.duration', 'http.server.duration'],
    ['with-dash_and.dot', 'with_dash_and.dot'],
    ['a b/c:d|e@f#g,h;i=j', 'a_b_c_d_e_f_g_h_i_j'],
    ['café', 'caf_'],
    ['line\nbreak', 'line_break'],
    ['', 'm.'],
    ['_sc', 'm._sc'],
    ['_e{1,1}', 'm._e_1_1_'],
    ['9lives', 'm.9lives'],
    ['constructor', 'constructor'],
  ])('%j is %s', async (name, expected) => {
    expect(await nameOf('dogstatsd', name)).toBe(expected);
  });

  it('has no more than 200 characters, the statistic included', async () => {
    const wired = wireStatsd({ dialect: 'dogstatsd', percentiles: [99.99] });
    wired.meter.createCounter(long).add(1);
    wired.meter.createHistogram(`${long}.h`).record(1);
    const names = (await wired.lines()).map((line) => line.split(':')[0]!);
    expect(names.map((name) => name.length)).toEqual(Array(7).fill(200));
    expect(new Set(names).size).toBe(7);
    expect(names[1]).toMatch(/^n+_[0-9a-f]{8}\.count$/);
  });
});

describe('a prefix', () => {
  it.each([
    ['shop', 'shop.orders'],
    ['shop.', 'shop.orders'],
    ['shop.eu', 'shop.eu.orders'],
    ['sh:op', 'sh_op.orders'],
    ['9', '9.orders'],
  ])('%s makes %s', async (prefix, name) => {
    expect(await nameOf('plain', 'orders', prefix)).toBe(name);
  });

  it('is the start of a name, and must be a letter in dogstatsd', async () => {
    expect(await nameOf('dogstatsd', '9lives', 'shop')).toBe('shop.9lives');
    expect(await nameOf('dogstatsd', 'orders', '9')).toBe('m.9.orders');
  });
});

describe('metrics whose names come out the same', () => {
  it('are merged where they are of one kind, and reported once', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireStatsd({ logger });
    for (let i = 0; i < 2; i += 1) {
      wired.meter.createCounter('a b').add(1);
      wired.meter.createCounter('a/b').add(2);
      expect(await wired.lines()).toEqual(['a_b:3|c']);
    }
    expect(messages).toEqual([
      "warn: counter 'a b' and counter 'a/b' are both 'a_b' on the wire; their points are merged",
    ]);
  });

  it('of levels: of gauges the latest stays, of up-down counters the sum', async () => {
    const wired = wireStatsd();
    for (const [i, name] of ['a b', 'a/b'].entries()) {
      wired.meter.createGauge(name).record(i + 1);
      wired.meter.createUpDownCounter(`open ${name}`).add(i + 1);
    }
    expect(await wired.lines()).toEqual(['a_b:2|g', 'open_a_b:3|g']);
  });

  it('are dropped, counted and reported once where they would overwrite each other', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireStatsd({ logger, percentiles: [] });
    wired.meter.createHistogram('latency').record(4);
    wired.meter.createCounter('latency.count').add(9);
    expect(await wired.lines()).not.toContain('latency.count:9|c');
    wired.meter.createCounter('latency.count').add(9);
    await wired.lines();
    expect(wired.exporter.accounting).toMatchObject({ accepted: 3, dropped: { name_collision: 2 } });
    expect(messages).toEqual([
      "warn: histogram 'latency' and counter 'latency.count' are both 'latency.count|c' on the wire; the latter is dropped: rename one of them with a View",
      'warn: data points are dropped (name_collision); further ones for this reason are only counted',
    ]);
  });

  it('are dropped where a gauge would overwrite an up-down counter', async () => {
    const wired = wireStatsd();
    wired.scope('a').createUpDownCounter('open').add(1);
    wired.scope('b').createGauge('open').record(2);
    expect(await wired.lines()).toEqual(['open:1|g']);
    expect(wired.exporter.accounting).toMatchObject({ dropped: { name_collision: 1 } });
  });
});
