import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Application, type Step, type Style } from './application.js';

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('write' as const, 'run' as const), count: fc.nat(20) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), count: fc.nat(12) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('go out' as const), share: fc.constantFrom(1, 1, 1, 0.5) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('give up' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('break' as const),
      how: fc.record({
        end: fc.constantFrom('in-order' as const, 'broken' as const),
        settled: fc.nat(4),
        lostShare: fc.constantFrom(0, 0.5, 1),
        isToldFirst: fc.boolean(),
      }),
    }),
  },
);

/** Where each payload was read for the last time, and kept. */
function lastArrivals({ wire, written }: Application): number[] {
  return Array.from({ length: written }, (_, number) =>
    wire.arrivals.findLastIndex(({ payload, isLost }) => !isLost && Number(payload) === number),
  );
}

async function play(style: Style, maxBatchesInFlight: number, steps: readonly Step[]): Promise<Application> {
  const application = new Application(style, maxBatchesInFlight);
  for (const step of steps) {
    await application.take(step);
    application.checkAccounts();
  }
  return application;
}

const maxBatchesInFlight = fc.integer({ min: 1, max: 4 });
const steps = fc.array(step, { maxLength: 40, size: 'max' });

describe.each(['exporter', 'client'] as const)('payloads of an application with a timed %s', (style) => {
  it('are stored at least once, and none for good after one that was made later', async () => {
    await fc.assert(
      fc.asyncProperty(maxBatchesInFlight, steps, async (...given) => {
        const application = await play(style, ...given);
        await application.recover();
        application.checkAccounts();
        expect(application.delivery.accounting).toMatchObject({ held: 0, inFlight: 0 });
        const arrivals = lastArrivals(application);
        expect(arrivals).not.toContain(-1);
        expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });

  it('are delivered or dropped when it shuts down in the middle', async () => {
    await fc.assert(
      fc.asyncProperty(maxBatchesInFlight, steps, async (...given) => {
        const application = await play(style, ...given);
        await application.close();
        const { held, inFlight, dropped } = application.delivery.accounting;
        expect([held, inFlight]).toEqual([0, 0]);
        application.checkAccounts(dropped.shutdown);
      }),
      { numRuns: 50 },
    );
  });
});
