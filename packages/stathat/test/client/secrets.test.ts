import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  StatHatClassicClient,
  StatHatEzClient,
  type StatHatEzClientOptions,
} from '../../src/client/index.ts';
import { failures } from '../failures.ts';
import { expectNoKeys, keys, spellings } from '../keys.ts';
import { noted, origin, server } from './server.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** All that clients and their application get to see while they send to an endpoint. */
async function everythingShown(endpoint: string): Promise<{ errors: unknown[]; shown: unknown[] }> {
  const { lines, logger } = noted();
  const errors: unknown[] = [];
  const records: string[] = [];
  const options: StatHatEzClientOptions = {
    endpoint,
    headers: { authorization: `Bearer ${keys.header}` },
    logger,
    flushIntervalMillis: 10,
    timeoutMillis: 300,
    onError: (error) => errors.push(error),
    debug: (record) => records.push(record),
  };
  const fail = (error: unknown) => errors.push(error);
  const ez = new StatHatEzClient({ ...options, ezKey: keys.account });
  const form = new StatHatEzClient({ ...options, ezKey: keys.account, bulk: false });
  const classic = new StatHatClassicClient({ ...options, userKey: keys.account });
  for (const client of [ez, form]) {
    client.tick('orders');
    client.value('load', 1);
    await client.sendNow.count('orders', 2).catch(fail);
  }
  classic.tick(keys.stat);
  classic.value(keys.stat, 1);
  await classic.sendNow.count(keys.stat, 2).catch(fail);
  const clients = [ez, form, classic];
  await Promise.all(clients.map((client) => client.close({ timeoutMillis: 400 })));
  const accountings = clients.map(({ accounting }) => accounting);
  return { errors, shown: [...errors, ...lines, ...records, ...clients, ...accountings] };
}

test('a key is found wherever it hides', () => {
  const cause = Object.assign(new Error('x'), { data: [`ukey=${spellings(keys.stat)[2]}`] });
  expect(() => expectNoKeys([new Error('x', { cause })])).toThrow();
  expect(() => expectNoKeys([{ of: { me: keys.account } }])).toThrow();
  expect(() => expectNoKeys([new Error('x', { cause: new Error('y') })])).not.toThrow();
});

describe('no key is in an error, in a line of a log or in what debug shows', () => {
  test.each(failures)('when %s', async (_what, start) => {
    const { errors, shown } = await everythingShown(await start());
    expect(errors.length).toBeGreaterThanOrEqual(3);
    expectNoKeys(shown);
  });

  test('when all is taken', async () => {
    const { errors, shown } = await everythingShown(origin(await server()));
    expect(errors).toEqual([]);
    expectNoKeys(shown);
  });

  test('when an option is bad', () => {
    const bad = { flushIntervalMillis: -1, headers: { 'a b': keys.header } };
    for (const open of [
      () => new StatHatEzClient({ ...bad, ezKey: keys.account }),
      () => new StatHatEzClient({ ...bad, ezKey: `${keys.account}\n` }),
      () => new StatHatClassicClient({ ...bad, userKey: `${keys.account}\n` }),
      () => new StatHatEzClient({ ...bad, ezKey: keys.account.repeat(100) }),
    ]) {
      expect(open).toThrow('flushIntervalMillis');
      try {
        open();
      } catch (error) {
        expectNoKeys([error]);
      }
    }
  });
});
