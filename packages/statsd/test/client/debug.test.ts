import { createMemoryTransport } from '@otelwire/core';
import { expect, test, vi } from 'vitest';
import { StatsdClient } from '../../src/client/index.ts';
import { statsdLines } from './lines.ts';

test('a function is shown each record as it is written, and none that is not', async () => {
  const shown: string[] = [];
  const lines = await statsdLines(
    { debug: (record) => void shown.push(record), random: () => 0.9 },
    (client) => {
      client.gauge('temperature', -4);
      client.increment('hits');
      client.increment('left.out', 1, { sampleRate: 0.5 });
      client.increment('bad', Number.NaN);
      client.set('users', 'ada');
      client.gaugeDelta('queue', 1);
    },
  );
  expect(shown).toEqual(['temperature:0|g\ntemperature:-4|g', 'hits:1|c', 'users:ada|s', 'queue:+1|g']);
  expect(lines).toEqual(shown.flatMap((record) => record.split('\n')));
});

test('true shows records on the standard error', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await statsdLines({ debug: true }, (client) => client.increment('hits'));
  const written = write.mock.calls.map(([text]) => text);
  write.mockRestore();
  expect(written).toEqual(['hits:1|c\n']);
});

test('what a function of the application throws keeps nothing from being sent', async () => {
  const transport = createMemoryTransport();
  const client = new StatsdClient({
    transport,
    debug: () => {
      throw new Error('no');
    },
  });
  client.increment('hits');
  await client.close();
  expect(transport.text).toBe('hits:1|c\n');
});
