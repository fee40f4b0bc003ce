import { systemClock } from '@otelwire/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphiteLines, refusals } from './lines.ts';

const interval = fc.integer({ min: 1, max: 86_400 });
const second = fc.oneof(
  fc.integer({ min: 86_400, max: 2 ** 32 - 1 }),
  fc.double({ min: 86_400, max: 2 ** 32 - 1, noNaN: true }),
);

function secondOfLine(line: string | undefined): number {
  return Number(line?.split(' ')[2]);
}

test('a point is stored at the last multiple of its interval, not after its time', async () => {
  await fc.assert(
    fc.asyncProperty(interval, second, fc.boolean(), async (seconds, timestamp, isOfCall) => {
      const options = isOfCall ? {} : { intervalSeconds: seconds };
      const [line, ...more] = await graphiteLines(options, (client) =>
        client.send('a', 1, { timestamp, intervalSeconds: isOfCall ? seconds : undefined }),
      );
      const stored = secondOfLine(line);
      expect([stored % seconds, more]).toEqual([0, []]);
      expect(stored).toBeLessThanOrEqual(timestamp);
      expect(stored + seconds).toBeGreaterThan(timestamp);
    }),
  );
});

test('two clients within one interval have their points at the same second', async () => {
  await fc.assert(
    fc.asyncProperty(
      interval,
      fc.integer({ min: 1, max: 49_000 }),
      fc.nat(),
      fc.nat(),
      async (seconds, slot, a, b) => {
        const stored = [a, b].map(async (millis) => {
          const now = slot * seconds * 1000 + (millis % (seconds * 1000));
          const clock = { ...systemClock, now: () => now };
          const [line] = await graphiteLines({ clock, intervalSeconds: seconds }, (client) =>
            client.send('a', 1),
          );
          return secondOfLine(line);
        });
        expect(await Promise.all(stored)).toEqual([slot * seconds, slot * seconds]);
      },
    ),
  );
});

test('whatever number is given as a time, it is stored at its second, or refused', async () => {
  const anyNumber = fc.oneof(
    fc.double(),
    fc.double({ min: -10, max: 10 }),
    fc.double({ min: 2 ** 32 - 5, max: 2 ** 32 + 5 }),
    fc.double({ min: 1e11 - 5, max: 1e11 + 5 }),
  );
  await fc.assert(
    fc.asyncProperty(anyNumber, async (timestamp) => {
      if (timestamp >= 1 && timestamp < 2 ** 32) {
        const lines = await graphiteLines({}, (client) => client.send('a', 1, { timestamp }));
        expect(lines.map(secondOfLine)).toEqual([Math.floor(timestamp)]);
        return;
      }
      const isMillis = timestamp > 1e11 && Number.isFinite(timestamp);
      const reason = isMillis ? 'timestamp_in_millis' : 'invalid_timestamp';
      expect(await refusals((client) => client.send('a', 1, { timestamp }))).toEqual({ [reason]: 1 });
    }),
    { numRuns: 500 },
  );
});
