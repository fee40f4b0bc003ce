import fc from 'fast-check';
import { describe, it } from 'vitest';
import { Application, type ApplicationOptions } from './model/application.js';
import type { Fate } from './model/wire.js';

interface Command {
  readonly name: string;
  readonly run: (application: Application) => void;
}

const share = fc.double({ min: 0, max: 0.99, noNaN: true });

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'delivered' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('failed' as const), share }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rejected' as const), share }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('lost' as const),
      reason: fc.constantFrom('rejected' as const, 'unconfirmed' as const),
      every: fc.integer({ min: 1, max: 4 }),
    }),
  },
);

/** A few series, or so many that they fill several batches. */
const series = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 80, max: 200 }).map((count) => Array.from({ length: count }, (_, i) => i)),
  },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(series, fc.nat(99)).map(([counters, level]) => ({
      name: `export ${counters.length} series, level ${level}`,
      run: (application: Application) => application.export(counters, level),
    })),
  },
  {
    weight: 8,
    arbitrary: fc.tuple(fc.nat(9), fate).map(([which, fate]) => ({
      name: `answer ${which}: ${JSON.stringify(fate)}`,
      run: ({ wire }: Application) => wire.answerAny(which, fate),
    })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(500, 3_000, 11_000).map((millis) => ({
      name: `${millis} ms pass`,
      run: ({ clock }: Application) => clock.advance(millis),
    })),
  },
  {
    weight: 2,
    arbitrary: fc.constant({ name: 'flush', run: (application: Application) => application.flush() }),
  },
);

const commands = fc.array(
  command.map((one) => Object.assign(one, { [fc.toStringMethod]: () => one.name })),
  { maxLength: 30, size: 'max' },
);

async function play(options: ApplicationOptions, all: readonly Command[]): Promise<Application> {
  const application = new Application(options);
  await follow(application, all);
  return application;
}

async function follow(application: Application, all: readonly Command[]): Promise<void> {
  for (const { run } of all) {
    run(application);
    await application.settle();
    application.check();
  }
}

async function end(application: Application): Promise<void> {
  await application.recover();
  application.check();
  application.checkEnd();
}

describe.each(['ledger', 'backlog'] as const)(
  'each series of an exporter with a %s',
  { timeout: 180_000 },
  (holdingName) => {
    const options = fc.record({
      holdingName: fc.constant(holdingName),
      hasLevels: fc.boolean(),
      maxBatchesInFlight: fc.integer({ min: 1, max: 3 }),
    });

    it('is delivered, held, in flight or given up for a reason at every step, and delivered in the end', async () => {
      await fc.assert(
        fc.asyncProperty(options, commands, async (...given) => {
          await end(await play(...given));
        }),
        { numRuns: 60 },
      );
    });

    it('is so when it is shut down in the middle, too', async () => {
      await fc.assert(
        fc.asyncProperty(options, commands, commands, async (given, before, after) => {
          const application = await play(given, before);
          application.shutdown();
          await follow(application, after);
          await end(application);
        }),
        { numRuns: 40 },
      );
    });
  },
);
