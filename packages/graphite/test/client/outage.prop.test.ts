import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes, scripted, turningClock } from '../../../core/test/client/scripted-transport.ts';
import { GraphiteClient } from '../../src/client/index.ts';
import { FIRST_SECOND, firsts, upTo } from './arrivals.ts';
import { type FormatName, formats, strictlyRead } from './strictly-read.ts';

const write = fc.record({ kind: fc.constant('write'), times: fc.integer({ min: 1, max: 40 }) });
const wait = fc.record({ kind: fc.constant('turn'), times: fc.integer({ min: 1, max: 5 }) });
const flush = fc.record({ kind: fc.constant('flush'), times: fc.constant(1) });
const end = fc.record({ kind: fc.constantFrom('broken', 'in-order'), times: fc.constant(1) });

function steps(...rare: fc.Arbitrary<{ kind: string; times: number }>[]) {
  return fc.array(
    fc.oneof(
      { weight: 8, arbitrary: write },
      { weight: 3, arbitrary: wait },
      ...rare.map((arbitrary) => ({ weight: 1, arbitrary })),
    ),
    { minLength: 1, maxLength: 30 },
  );
}

let overlapping = 0;

/** What arrives of points 0, 1, 2 …, and how many there were, when a client does these steps and a transport goes by the script. */
async function run(
  format: FormatName,
  script: Parameters<typeof scripted>[0],
  todo: readonly { kind: string; times: number }[],
  maxPayloadBytes: number,
) {
  const { transport, mostInFlight } = scripted(script);
  const common = { transport, flushIntervalMillis: 0, maxPayloadBytes, clock: turningClock };
  const client = new GraphiteClient({ ...formats[format], ...common });
  let count = 0;
  for (const { kind, times } of todo) {
    for (let i = 0; i < times; i += 1) {
      if (kind === 'turn') await turn();
      else if (kind === 'flush') await client.flush();
      else if (kind === 'broken' || kind === 'in-order') transport.breakConnection(kind);
      else {
        client.send('level', count, { timestamp: FIRST_SECOND + count });
        count += 1;
      }
    }
  }
  for (let i = 0; i < 20 && client.accounting.delivered < count; i += 1) await client.flush();
  await client.close();
  if (mostInFlight() > 1) overlapping += 1;
  const points = strictlyRead(format, transport.payloads);
  for (const { value, timestamp } of points) expect(timestamp).toBe(FIRST_SECOND + value);
  expect(client.accounting).toEqual({ accepted: count, delivered: count, held: 0, inFlight: 0, dropped: {} });
  return { values: points.map(({ value }) => value), count };
}

const numRuns = Number(process.env.OTELWIRE_RUNS ?? 300);
const payloadBytes = fc.integer({ min: 256, max: 600 });

test.each(Object.keys(formats) as FormatName[])(
  'whatever fails and when, in %s every point arrives once, in order and with its second',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(outcomes, steps(flush), payloadBytes, async (script, todo, maxPayloadBytes) => {
        const { values, count } = await run(format, script, todo, maxPayloadBytes);
        expect(values).toEqual(upTo(count));
      }),
      { numRuns },
    );
    expect(overlapping).toBeGreaterThan(10);
  },
);

test('whenever connections break, every point arrives, some of them again', async () => {
  let again = 0;
  await fc.assert(
    fc.asyncProperty(outcomes, steps(flush, end), payloadBytes, async (script, todo, maxPayloadBytes) => {
      const { values, count } = await run('plaintext', script, todo, maxPayloadBytes);
      expect([...firsts(values)].sort((a, b) => a - b)).toEqual(upTo(count));
      if (values.length > count) again += 1;
    }),
    { numRuns },
  );
  expect(again).toBeGreaterThan(10);
});
