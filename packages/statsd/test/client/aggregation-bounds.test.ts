import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Clock, createMemoryTransport } from '@otelwire/core';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { DogStatsdClient, StatsdClient } from '../../src/client/index.ts';
import { linesOf, statsdLines } from './lines.ts';
import { receiver } from './receiver.ts';

const aggregated = { aggregationIntervalMillis: 2000 };
const MAX_RECORDS = 5_000;

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The sum of each counter of lines. */
function sumsOf(lines: readonly string[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) {
    const [, name, value] = /^([^:]+):([-\d.]+)\|c/.exec(line)!;
    sums.set(name!, (sums.get(name!) ?? 0) + Number(value));
  }
  return sums;
}

test('calls of more series than are held are records, and none is lost', async () => {
  const extra = 500;
  const lines = await statsdLines(aggregated, (client) => {
    for (let i = 0; i < 3 * (MAX_RECORDS + extra); i += 1) client.increment(`n${i % (MAX_RECORDS + extra)}`);
    expect(client.accounting.accepted).toBe(3 * (MAX_RECORDS + extra));
  });
  expect(lines).toHaveLength(MAX_RECORDS + 3 * extra);
  const sums = sumsOf(lines);
  expect([sums.size, ...new Set(sums.values())]).toEqual([MAX_RECORDS + extra, 3]);
});

test('members of a set count towards what is held until they are written', async () => {
  const lines = await statsdLines(aggregated, async (client) => {
    for (const round of ['first', 'second']) {
      for (let i = 0; i < 2 * MAX_RECORDS; i += 1) client.set('users', `${round}${i % MAX_RECORDS}`);
      for (const value of [1, 2]) client.counter(round, value);
      await client.flush();
    }
  });
  // the set itself is one, so that its last member comes twice and no count has room
  expect(lines).toHaveLength(2 * (MAX_RECORDS + 1 + 2));
  expect(new Set(lines).size).toBe(2 * (MAX_RECORDS + 2));
});

test('series that are not called for an interval make room for others', async () => {
  const transport = createMemoryTransport();
  const clock = new FakeClock();
  const client = new DogStatsdClient({ transport, clock, originDetection: false, ...aggregated });
  const tags = { generation: 0, i: 0 };
  for (tags.generation = 0; tags.generation < 3; tags.generation += 1) {
    for (let i = 0; i < 2 * MAX_RECORDS; i += 1) {
      tags.i = i % MAX_RECORDS;
      client.increment('hits', 1, { tags });
    }
    // one in which they are called and one in which they are not
    for (let i = 0; i < 2; i += 1) clock.advance(aggregated.aggregationIntervalMillis);
  }
  await client.close();
  const lines = linesOf(transport.text);
  expect(lines).toHaveLength(3 * MAX_RECORDS);
  expect(lines.every((line) => line.startsWith('hits:2|c'))).toBe(true);
});

test('a client that is not used any more has no timer', async () => {
  let timers = 0;
  const fake = new FakeClock();
  const clock: Clock = {
    now: () => fake.now(),
    monotonicMillis: () => fake.monotonicMillis(),
    keepAlive: () => fake.keepAlive(),
    setTimer(callback, delayMillis) {
      timers += 1;
      const timer = fake.setTimer(() => {
        timers -= 1;
        callback();
      }, delayMillis);
      return {
        cancel() {
          timers -= 1;
          timer.cancel();
        },
      };
    },
  };
  const client = new StatsdClient({ transport: createMemoryTransport(), clock, ...aggregated });
  client.increment('hits');
  expect(timers).toBe(1);
  for (let i = 0; i < 3; i += 1) {
    fake.advance(aggregated.aggregationIntervalMillis);
    await new Promise(setImmediate);
  }
  expect([client.accounting.delivered, timers]).toEqual([1, 0]);
});

test('a process that awaits close sends what is held, and one that forgets it ends all the same', async () => {
  const run = promisify(execFile);
  const module = new URL('../../dist/esm/client/index.js', import.meta.url).href;
  const server = await receiver({ dialect: 'plain', tcp: true });
  const script = (end: string) => `import { StatsdClient } from '${module}';
    const client = new StatsdClient({ endpoint: '${server.endpoints.tcp}', aggregationIntervalMillis: 600_000 });
    for (let i = 0; i < 7; i += 1) client.increment('hits'); ${end}`;
  for (const end of ['', 'await client.close();'])
    await run(process.execPath, ['--input-type=module', '-e', script(end)], { timeout: 45_000 });
  const totals = await server.waitFor((all) => all.find('c', 'hits') !== undefined);
  expect(totals.find('c', 'hits')).toMatchObject({ sum: 7, recordCount: 1 });
});

test('the interval may come from a variable', async () => {
  vi.stubEnv('OTELWIRE_STATSD_AGGREGATION_INTERVAL', '2000');
  const lines = await statsdLines({}, (client) => {
    for (let i = 0; i < 3; i += 1) client.increment('hits');
  });
  expect(lines).toEqual(['hits:3|c']);
});
