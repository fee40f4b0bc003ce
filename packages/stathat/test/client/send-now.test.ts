import { OtelwireError } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { ezCount, StatHatError } from '../../src/client/index.ts';
import { classicClient, ezClient, fieldsOf, origin, says, server, TAKEN } from './server.ts';

/** What an awaited call came to. */
async function outcome(call: Promise<boolean>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof StatHatError)) throw error;
    return [error.status, error.message, error.retryable];
  }
}

describe('an answer', () => {
  test.each([
    ['204, as since 2017', 204, '', true],
    ['the body of before, and of vb=1', 200, '{"status":200,"msg":"ok"}', true],
    ['that of bulk JSON', 200, '{"status":200,"msg":"ok","multiple":1}', true],
    ["EzStat's", 200, '{"status":"ok","msg":"ok"}', true],
    ['200 without a body', 200, '', true],
    ['no key', 200, '{"status":500,"msg":"no ezkey specified"}', [500, 'no ezkey specified', true]],
    ['no stat', 200, '{"status":500,"msg":"no stat"}', [500, 'no stat', false]],
    ['bad keys', 200, '{"status":500,"msg":"invalid keys"}', [500, 'invalid keys', true]],
    ['too long', 200, '{"status":500,"msg":"json too long"}', [500, 'json too long', false]],
    ["EzStat's refusal", 200, '{"status":"error","msg":"bad count"}', [500, 'bad count', false]],
    ["EzStat's limit", 429, '{"status":"error","msg":"slow down"}', [429, 'slow down', true]],
    ['overload', 503, 'Back-end server is at capacity', [503, 'Back-end server is at capacity', true]],
    ['a page', 200, '<html>hotel</html>', [200, 'Could not parse result: <html>hotel</html>', false]],
    ['JSON of something else', 200, '{"hello":1}', [200, 'Could not parse result: {"hello":1}', false]],
    ['half of it', 200, '{"status":2', [200, 'Could not parse result: {"status":2', false]],
    ['a broken gateway', 502, 'bad gateway', [502, 'bad gateway', false]],
    ['no permission', 403, '', [403, expect.stringContaining('answers 403'), true]],
  ])('%s', async (_what, status, body, expected) => {
    const stathat = await server(says(status, body));
    const client = ezClient(stathat);
    expect(await outcome(client.sendNow.count('orders', 2))).toEqual(expected);
    expect(stathat.requests).toHaveLength(1);
  });
});

describe('without an answer, the status is 0', () => {
  test('when nobody listens: the point was not counted', async () => {
    const stathat = await server();
    const client = ezClient(stathat);
    await stathat.stop();
    expect(await outcome(client.sendNow.tick('orders'))).toEqual([
      0,
      expect.stringContaining('ECONNREFUSED'),
      true,
    ]);
    expect(client.accounting).toMatchObject({ accepted: 1, dropped: { not_sent: 1 } });
  });

  test('when the connection breaks after the request: nobody knows, and it is not sent again', async () => {
    const stathat = await server((response) => void response.destroy(), TAKEN);
    const client = ezClient(stathat);
    expect(await outcome(client.sendNow.tick('orders'))).toEqual([0, expect.any(String), false]);
    expect(stathat.requests).toHaveLength(1);
    expect(client.accounting).toMatchObject({ accepted: 1, dropped: { unconfirmed: 1 } });
  });

  test('when the server hangs until the timeout', async () => {
    const stathat = await server(() => {});
    const client = ezClient(stathat, { timeoutMillis: 1000 });
    expect(await outcome(client.sendNow.tick('orders'))).toEqual([
      0,
      expect.stringContaining('did not answer before the deadline'),
      false,
    ]);
  });
});

test('each call asks anew, whatever became of the one before', async () => {
  const stathat = await server(403, 503, says(200, { status: 500, msg: 'invalid keys' }), TAKEN);
  const client = classicClient(stathat);
  const outcomes = [];
  for (let i = 0; i < 4; i += 1) outcomes.push(await outcome(client.sendNow.tick('SKEY-of-orders')));
  expect(outcomes).toEqual([
    [403, expect.any(String), true],
    [503, expect.any(String), true],
    [500, 'invalid keys', true],
    true,
  ]);
});

test('many calls at once share four connections, and each gets its own answer', async () => {
  const stathat = await server((response, { body }) => {
    const stat = new URLSearchParams(body.toString()).get('stat');
    response.end(Number(stat) % 3 === 0 ? JSON.stringify({ status: 500, msg: `no ${stat}` }) : '');
  });
  const client = ezClient(stathat);
  const calls = Array.from({ length: 30 }, (_, i) => outcome(client.sendNow.tick(String(i + 1))));
  const outcomes = await Promise.all(calls);
  const expected = Array.from({ length: 30 }, (_, i) =>
    (i + 1) % 3 === 0 ? [500, `no ${i + 1}`, false] : true,
  );
  expect(outcomes).toEqual(expected);
  expect(client.accounting).toMatchObject({ accepted: 30, delivered: 20, dropped: { rejected: 10 } });
});

test('connections are kept for the next call', async () => {
  const stathat = await server();
  const client = ezClient(stathat);
  for (let i = 0; i < 5; i += 1) await client.sendNow.tick('orders');
  expect([stathat.requests.length, stathat.sockets.length]).toEqual([5, 1]);
});

describe('what cannot be sent rejects, too', () => {
  test.each([
    ['no name', (client: ReturnType<typeof ezClient>) => client.sendNow.tick(''), 'no name or key'],
    [
      'no number',
      (client: ReturnType<typeof ezClient>) => client.sendNow.value('a', Number.NaN),
      'not a finite number',
    ],
    [
      'milliseconds',
      (client: ReturnType<typeof ezClient>) => client.sendNow.count('a', 1, { timestamp: Date.now() }),
      'in milliseconds',
    ],
  ])('%s', async (_what, call, message) => {
    const stathat = await server();
    const client = ezClient(stathat);
    expect(await outcome(call(client))).toEqual([0, expect.stringContaining(message), false]);
    expect(stathat.requests).toEqual([]);
    expect(Object.values(client.accounting.dropped)).toEqual([1]);
  });

  test('a call after close', async () => {
    const client = ezClient(await server());
    await client.close();
    expect(await outcome(client.sendNow.tick('orders'))).toEqual([0, 'the client is closed', true]);
    expect(client.accounting).toMatchObject({ accepted: 1, dropped: { shutdown: 1 } });
  });
});

describe('ignoreErrors', () => {
  test('makes of an error a false, which is counted all the same', async () => {
    const stathat = await server(says(200, { status: 500, msg: 'no stat' }), 503, TAKEN);
    const client = ezClient(stathat, { ignoreErrors: true });
    expect(await client.sendNow.tick('orders')).toBe(false);
    expect(await client.sendNow.value('load', 1)).toBe(false);
    expect(await client.sendNow.value('load', Number.NaN)).toBe(false);
    expect(await client.sendNow.tick('orders')).toBe(true);
    expect(client.accounting).toEqual({
      accepted: 4,
      delivered: 1,
      held: 0,
      inFlight: 0,
      dropped: { rejected: 1, not_sent: 1, not_finite: 1 },
    });
  });

  test('goes for shortcuts, too', async () => {
    const stathat = await server(503);
    expect(await ezCount('k', 'orders', 1, { endpoint: origin(stathat), ignoreErrors: true })).toBe(false);
    await expect(ezCount('k', 'orders', 1, { endpoint: origin(stathat) })).rejects.toThrow(StatHatError);
  });
});

test('an error is recognised by its class, and says what the answer said', async () => {
  const stathat = await server(says(200, { status: 500, msg: 'no stat' }));
  const error = await ezClient(stathat)
    .sendNow.tick('orders')
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StatHatError);
  expect(error).toBeInstanceOf(OtelwireError);
  expect(error).toMatchObject({
    name: 'StatHatError',
    code: 'ERR_OTELWIRE_STATHAT',
    status: 500,
    message: 'no stat',
  });
  expect(new StatHatError(500, 'no stat').retryable).toBe(false);
});

test('a time is sent when it is given; else the server takes that of receipt', async () => {
  const stathat = await server();
  const client = ezClient(stathat);
  await client.sendNow.count('orders', 9.95);
  await client.sendNow.value('load', 0.5, { timestamp: 1_363_118_126.9 });
  await client.sendNow.tick('orders', { timestamp: new Date(1_363_118_127_000) });
  expect(stathat.requests.map(fieldsOf).map(({ ezkey: _, ...fields }) => fields)).toEqual([
    { stat: 'orders', count: '9.95' },
    { stat: 'load', value: '0.5', t: '1363118126' },
    { stat: 'orders', count: '1', t: '1363118127' },
  ]);
});
