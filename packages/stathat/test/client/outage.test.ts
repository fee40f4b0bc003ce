import { createStatHatReceiver } from '@otelwire/sandbox';
import { describe, expect, test } from 'vitest';
import { afterwards } from '../../../core/test/http/http-server.ts';
import { DroppedError, StatHatEzClient, TransportError } from '../../src/client/index.ts';
import { classicClient, ezClient, itemsOf, noted, says, server, TAKEN } from './server.ts';

const breaks = (response: { destroy(): unknown }) => void response.destroy();

describe('when nobody knows whether a request was read', () => {
  test('its counts are not sent again, but counted as unconfirmed', async () => {
    const stathat = await server(breaks, TAKEN);
    const errors: unknown[] = [];
    const client = ezClient(stathat, { onError: (error) => errors.push(error) });
    client.tick('orders');
    client.count('orders', 3);
    await client.flush();
    client.tick('later');
    await client.flush();
    expect(itemsOf(stathat).map(({ stat }) => stat)).toEqual(['orders', 'orders', 'later']);
    expect(client.accounting).toMatchObject({
      accepted: 3,
      delivered: 1,
      held: 0,
      dropped: { unconfirmed: 2 },
    });
    expect(errors).toEqual([expect.any(DroppedError)]);
    expect(errors).toMatchObject([{ dropped: { lost: 2 }, cause: expect.any(TransportError) }]);
  });

  test('its values are sent again, with their time', async () => {
    const stathat = await server(breaks, 502, TAKEN);
    const client = ezClient(stathat);
    client.value('load', 0.5, { timestamp: 1_700_000_000 });
    await client.flush();
    const item = { stat: 'load', value: 0.5, t: 1_700_000_000 };
    expect(itemsOf(stathat)).toEqual([item, item, item]);
    expect(client.accounting).toMatchObject({ accepted: 1, delivered: 1, dropped: {} });
  });

  test('counts of classic are not sent again either, and values are', async () => {
    const stathat = await server((response, { path }) => {
      const isFirst = stathat.requests.filter((request) => request.path === path).length === 1;
      if (isFirst) response.destroy();
      else response.writeHead(204).end();
    });
    const client = classicClient(stathat);
    client.tick('SKEY');
    client.value('SKEY', 1);
    await client.flush();
    expect(stathat.requests.map(({ path }) => path).sort()).toEqual(['/c', '/v', '/v']);
    expect(client.accounting).toMatchObject({ delivered: 1, dropped: { unconfirmed: 1 } });
  });
});

test('what was put off is sent again, counts too', async () => {
  const stathat = await server(503, 429, TAKEN);
  const client = ezClient(stathat);
  client.count('orders', 2, { timestamp: 1_700_000_000 });
  await client.flush();
  const item = { stat: 'orders', count: 2, t: 1_700_000_000 };
  expect(itemsOf(stathat)).toEqual([item, item, item]);
  expect(client.accounting).toMatchObject({ accepted: 1, delivered: 1, dropped: {} });
});

test('what is too long is sent in halves', async () => {
  const stathat = await server((response, { body }) => {
    const { data } = JSON.parse(body.toString());
    response.end(data.length > 3 ? '{"status":500,"msg":"json too long"}' : '{"status":200,"msg":"ok"}');
  });
  const client = ezClient(stathat);
  for (let i = 0; i < 10; i += 1) client.count('n', i);
  await client.flush();
  const taken = stathat.bodies.map((body) => JSON.parse(body).data).filter((data) => data.length <= 3);
  expect(taken.flat().map(({ count }) => count)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(client.accounting).toMatchObject({ accepted: 10, delivered: 10, dropped: {} });
});

describe('what the server refuses', () => {
  test('is dropped, and told once until it takes something again', async () => {
    const refuses = says(200, { status: 500, msg: 'no stat' });
    const stathat = await server(refuses, refuses, TAKEN, refuses, TAKEN);
    const errors: Error[] = [];
    const { lines, logger } = noted();
    const client = ezClient(stathat, { onError: (error) => errors.push(error), logger });
    for (let i = 0; i < 5; i += 1) {
      client.tick('orders');
      await client.flush();
    }
    expect(client.accounting).toMatchObject({ accepted: 5, delivered: 2, dropped: { rejected: 3 } });
    expect(errors).toEqual([expect.any(DroppedError), expect.any(DroppedError)]);
    expect(errors.map(({ cause }) => (cause as Error).message)).toEqual([
      expect.stringContaining("answers 200 'no stat'"),
      expect.stringContaining("answers 200 'no stat'"),
    ]);
    expect(lines).toEqual([expect.stringContaining("answers 200 'no stat'")]);
  });
});

describe('a server that refuses the key', () => {
  test.each([
    ['401', 401],
    ['invalid keys', says(200, { status: 500, msg: 'invalid keys' })],
  ])(
    'with %s gets no more requests for a while; points are held, and it is told once',
    async (_what, answer) => {
      const stathat = await server(answer);
      const errors: Error[] = [];
      const client = classicClient(stathat, { onError: (error) => errors.push(error) });
      for (let i = 0; i < 3; i += 1) {
        client.value('SKEY', i);
        await client.flush();
      }
      expect(stathat.requests).toHaveLength(1);
      expect(client.accounting).toMatchObject({ accepted: 3, held: 3, dropped: {} });
      expect(errors).toEqual([expect.any(TransportError)]);
    },
  );
});

describe('a server that is away', () => {
  test('gets everything when it comes back, counts once', async () => {
    const stathat = await createStatHatReceiver();
    afterwards(() => stathat.close());
    await stathat.faults.refuse();
    const client = new StatHatEzClient({ endpoint: stathat.endpoints.http, ezKey: 'k', timeoutMillis: 200 });
    afterwards(() => client.close());
    for (let i = 0; i < 100; i += 1) {
      client.count('orders', i);
      client.value('load', i);
    }
    await client.flush();
    expect(client.accounting).toMatchObject({ accepted: 200, delivered: 0, held: 200 });
    await stathat.faults.listenAgain();
    const { badRequests, stats } = await stathat.waitFor(({ pointCount }) => pointCount === 200, 8000);
    expect(badRequests).toEqual([]);
    expect([stats.get('orders')!.count, stats.get('load')!.pointCount]).toEqual([4950, 100]);
  });

  test('is told of once, though counts and values go separate ways', async () => {
    const stathat = await server();
    const errors: Error[] = [];
    const client = ezClient(stathat, { timeoutMillis: 100, onError: (error) => errors.push(error) });
    await stathat.stop();
    for (let i = 0; i < 3; i += 1) {
      client.tick('orders');
      client.value('load', 1);
      await client.flush();
    }
    expect(errors).toEqual([expect.any(TransportError)]);
    expect(client.accounting).toMatchObject({ accepted: 6, held: 6 });
    await client.close();
    expect(client.accounting).toMatchObject({ held: 0, dropped: { shutdown: 6 } });
  });

  test('costs bounded memory: the oldest points go', async () => {
    const stathat = await server();
    const errors: unknown[] = [];
    const client = ezClient(stathat, {
      timeoutMillis: 100,
      maxBacklogBytes: 20_000,
      maxItems: 10,
      onError: (error) => errors.push(error),
    });
    await stathat.stop();
    for (let i = 0; i < 2000; i += 1) client.count('orders', i);
    await client.flush();
    const { accepted, dropped, held } = client.accounting;
    expect(accepted).toBe(held + dropped.queue_full!);
    expect([held > 0, held < 500]).toEqual([true, true]);
    expect(errors).toEqual([expect.any(TransportError), expect.any(DroppedError)]);
  });
});

test('an application whose onError throws goes on', async () => {
  const stathat = await server(says(200, { status: 500, msg: 'no stat' }), TAKEN);
  const client = ezClient(stathat, {
    onError() {
      throw new Error('the application fails, too');
    },
  });
  client.tick('orders');
  await client.flush();
  client.tick('orders');
  await client.flush();
  expect(client.accounting).toMatchObject({ delivered: 1, dropped: { rejected: 1 } });
});
