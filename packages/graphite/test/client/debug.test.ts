import { createMemoryTransport } from '@otelwire/core';
import { expect, test, vi } from 'vitest';
import { GraphiteClient } from '../../src/client/index.ts';
import { clockAtNow, graphiteLines, NOW } from './lines.ts';
import { formats } from './strictly-read.ts';

test('a function is shown each point as it is written, and none that is not', async () => {
  const shown: string[] = [];
  const options = { debug: (line: string) => void shown.push(line), prefix: 'shop' };
  const lines = await graphiteLines(options, (client) => {
    client.send('temperature', -4, { tags: { room: 'a' }, timestamp: 1_700_000_000 });
    client.send('bad', Number.NaN);
    client.sendAll([{ path: 'hits', value: 1 }]);
    client.child({ prefix: 'cart' }).send('hits', 2);
  });
  expect(shown).toEqual([
    'shop.temperature;room=a -4 1700000000',
    `shop.hits 1 ${NOW}`,
    `shop.cart.hits 2 ${NOW}`,
  ]);
  expect(lines).toEqual(shown);
});

test.each(Object.entries(formats))(
  'in %s, points are shown as lines, and without the key',
  async (_name, format) => {
    const shown: string[] = [];
    const transport = createMemoryTransport();
    const debug = (line: string) => void shown.push(line);
    const client = new GraphiteClient({ ...format, transport, debug, apiKey: 'secret', clock: clockAtNow });
    client.send('hits', 1.5, { tags: { city: '東京' } });
    await client.close();
    expect(shown).toEqual([`hits;city=東京 1.5 ${NOW}`]);
  },
);

test('true shows points on the standard error', async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await graphiteLines({ debug: true }, (client) => client.send('hits', 1));
  const written = write.mock.calls.map(([text]) => text);
  write.mockRestore();
  expect(written).toEqual([`hits 1 ${NOW}\n`]);
});

test('what a function of the application throws keeps nothing from being sent', async () => {
  const debug = () => {
    throw new Error('no');
  };
  const lines = await graphiteLines({ debug }, (client) => client.send('hits', 1));
  expect(lines).toEqual([`hits 1 ${NOW}`]);
});

test('an object that throws when it is read a second time is sent, and not shown', async () => {
  let reads = 0;
  const once = {
    get timestamp() {
      reads += 1;
      if (reads > 1) throw new Error('no');
      return 1_700_000_000;
    },
  };
  const shown: string[] = [];
  const options = { debug: (line: string) => void shown.push(line) };
  const lines = await graphiteLines(options, (client) => client.send('hits', 1, once));
  expect([lines, shown]).toEqual([['hits 1 1700000000'], []]);
});
