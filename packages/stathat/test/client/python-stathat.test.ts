import { describe, expect, test } from 'vitest';
import {
  classicCount,
  classicValue,
  ezCount,
  ezValue,
  StatHatError,
  TransportError,
} from '../../src/client/index.ts';
import { classicClient, EZ_KEY, ezClient, fieldsOf, origin, says, server, USER_KEY } from './server.ts';

/** Each row of the table of docs/client.md. */
describe('python-stathat', () => {
  test('StatHatEZ(ezkey, stat_name): tick, count and value of a name', async () => {
    const stathat = await server();
    const stats = ezClient(stathat).stat('awesome stuff');
    await stats.sendNow.tick();
    await stats.sendNow.count(5);
    await stats.sendNow.value(0.275);
    expect(stathat.requests.map(fieldsOf)).toEqual([
      { ezkey: EZ_KEY, stat: 'awesome stuff', count: '1' },
      { ezkey: EZ_KEY, stat: 'awesome stuff', count: '5' },
      { ezkey: EZ_KEY, stat: 'awesome stuff', value: '0.275' },
    ]);
  });

  test('StatHat(user_key, stat_key): tick, count and value of a key', async () => {
    const stathat = await server();
    const stats = classicClient(stathat).stat('SKEY');
    await stats.sendNow.tick();
    await stats.sendNow.count();
    await stats.sendNow.value(0.275);
    expect(stathat.requests.map((request) => [request.path, fieldsOf(request)])).toEqual([
      ['/c', { ukey: USER_KEY, key: 'SKEY', count: '1' }],
      ['/c', { ukey: USER_KEY, key: 'SKEY', count: '1' }],
      ['/v', { ukey: USER_KEY, key: 'SKEY', value: '0.275' }],
    ]);
  });

  test('asynchronous by default: no call waits, opens anything or throws, whatever the server does', async () => {
    const stathat = await server(() => {});
    const stats = ezClient(stathat, { flushIntervalMillis: 60_000 }).stat('awesome stuff');
    expect([stats.tick(), stats.count(5), stats.value(0.275)]).toEqual([undefined, undefined, undefined]);
    await new Promise(setImmediate);
    expect(stathat.sockets).toEqual([]);
  });

  test.each([
    ['204', 204],
    ['200', says(200, { status: 200, msg: 'ok' })],
    ['"ok"', says(200, { status: 'ok', msg: 'ok' })],
  ])('async=False returns True: of %s', async (_what, answer) => {
    expect(
      await ezClient(await server(answer))
        .stat('awesome stuff')
        .sendNow.count(5),
    ).toBe(true);
  });

  test('StatHatError: of the network, of what is no JSON, of a status other than 200', async () => {
    const stathat = await server(
      (response) => void response.destroy(),
      says(200, 'Something bad'),
      says(200, { status: 500, msg: 'invalid keys' }),
    );
    const stats = classicClient(stathat).stat('SKEY');
    const errors: unknown[] = [];
    for (let i = 0; i < 3; i += 1) await stats.sendNow.tick().catch((error) => errors.push(error));
    for (const error of errors) expect(error).toBeInstanceOf(StatHatError);
    expect(errors).toMatchObject([
      { status: 0, cause: expect.any(TransportError) },
      { status: 200, message: 'Could not parse result: Something bad' },
      { status: 500, message: 'invalid keys' },
    ]);
  });

  test('ez_count, ez_value, classic_count and classic_value, and STATHAT_ENDPOINT', async () => {
    const stathat = await server();
    const options = { endpoint: origin(stathat) };
    await ezCount('e', 'n', 5, options);
    await ezCount('e', 'n', undefined, options);
    await ezValue('e', 'n', 0.275, options);
    await classicCount('u', 'k', 5, options);
    await classicValue('u', 'k', 0.275, { ...options, timestamp: 1_363_118_126 });
    expect(stathat.bodies).toEqual([
      'ezkey=e&stat=n&count=5',
      'ezkey=e&stat=n&count=1',
      'ezkey=e&stat=n&value=0.275',
      'key=k&ukey=u&count=5',
      'key=k&ukey=u&value=0.275&t=1363118126',
    ]);
  });
});
