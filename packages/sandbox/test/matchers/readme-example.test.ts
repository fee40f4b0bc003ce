import { GraphiteClient } from '@otelwire/graphite/client';
import { createSandbox } from '@otelwire/sandbox';
import '@otelwire/sandbox/matchers';
import { expect, test } from 'vitest';

test('orders are not lost while Graphite is away', async () => {
  const { endpoints, faults, receivers, close } = await createSandbox({ backends: ['graphite'] });
  const client = new GraphiteClient({ endpoint: endpoints.graphite });

  await faults.graphite.set({ kind: 'refuse' });
  client.send('orders', 3, { tags: { shop: 'north' } });
  await faults.graphite.set(undefined);
  await client.flush();

  await expect(receivers.graphite).toReceive({ name: 'orders', tags: { shop: 'north' }, value: 3 });
  expect(receivers.graphite).toHaveNoDefects();
  await client.close();
  await close();
});
