import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Outlet } from '../../src/client/outlet.js';
import { Delivery } from '../../src/delivery/delivery.js';
import { silentLogger } from '../../src/logger.js';
import { Packer } from '../../src/payload/packer.js';
import { createLineHolding, writeLine } from '../delivery/line-holding.js';
import { outcomes, scripted, turningClock } from './scripted-transport.js';

const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('write'), times: fc.integer({ min: 1, max: 40 }) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('turn'), times: fc.integer({ min: 1, max: 5 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush'), times: fc.constant(1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume'), times: fc.constant(1) }) },
  ),
  { minLength: 1, maxLength: 30 },
);

function open(script: Parameters<typeof scripted>[0], maxPayloadBytes: number) {
  const { transport, mostInFlight } = scripted(script);
  const clock = turningClock;
  const packer = new Packer({ maxPayloadBytes });
  const delivery = new Delivery({
    transport,
    packer,
    holding: createLineHolding(),
    clock,
    logger: silentLogger,
  });
  const outlet = new Outlet({
    subject: 'Client',
    delivery,
    clock,
    flushIntervalMillis: 0,
    timeoutMillis: 10_000,
    logger: silentLogger,
    onLost() {},
  });
  return { transport, mostInFlight, packer, delivery, outlet };
}

let overlapping = 0;

it('sends every line once, whatever fails and when, and accounts for it', async () => {
  await fc.assert(
    fc.asyncProperty(outcomes, steps, fc.integer({ min: 64, max: 300 }), async (script, todo, bytes) => {
      const { transport, mostInFlight, packer, delivery, outlet } = open(script, bytes);
      const written: string[] = [];
      for (const { kind, times } of todo) {
        for (let i = 0; i < times; i += 1) {
          if (kind === 'turn') await turnOfEventLoop();
          else if (kind === 'flush') await outlet.flush();
          else if (kind === 'resume') outlet.resume();
          else {
            delivery.accept(1);
            written.push(`line ${written.length}`);
            writeLine(packer, written.at(-1) as string);
            packer.endPoint();
            outlet.wrote();
          }
        }
      }
      for (let i = 0; i < 20 && delivery.accounting.delivered < written.length; i += 1) await outlet.flush();
      await outlet.close(turningClock.monotonicMillis() + 10_000);
      if (mostInFlight() > 1) overlapping += 1;
      expect(transport.text.split('\n').slice(0, -1).sort()).toEqual([...written].sort());
      expect(delivery.accounting).toEqual({
        accepted: written.length,
        delivered: written.length,
        held: 0,
        inFlight: 0,
        dropped: {},
      });
    }),
    { numRuns: Number(process.env.OTELWIRE_RUNS ?? 600) },
  );
  expect(overlapping).toBeGreaterThan(20);
});
