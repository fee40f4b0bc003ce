import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { StatHatClassicClient, StatHatEzClient } from '../../src/client/index.ts';
import { type Answer, classicClient, ezClient, noted, origin, says, server } from './server.ts';

const KEY = 'sécret key+/="1';
const STAT_KEY = 'stät key+/="2';

function spellings(key: string): string[] {
  const form = new URLSearchParams({ key }).toString().slice('key='.length);
  return [key, encodeURIComponent(key), form, JSON.stringify(key).slice(1, -1)];
}

/** Nothing that a person may get to see has a key, in any spelling. */
function expectNoKeys(shown: readonly unknown[]): void {
  const text = shown.map((one) => (typeof one === 'string' ? one : inspect(one, { depth: 10 }))).join('\n');
  for (const spelling of [KEY, STAT_KEY].flatMap(spellings)) expect(text).not.toContain(spelling);
}

/** All that a client and its application get to see of a failure. */
async function everythingShown(answer: Answer | 'away'): Promise<unknown[]> {
  const stathat = await server(answer === 'away' ? 204 : answer);
  const { lines, logger } = noted();
  const shown: unknown[] = [];
  const options = {
    logger,
    timeoutMillis: 300,
    onError: (error: Error) => shown.push(error, error.cause),
    debug: (record: string) => shown.push(record),
  };
  const ez = ezClient(stathat, { ...options, ezKey: KEY });
  const form = ezClient(stathat, { ...options, ezKey: KEY, bulk: false });
  const classic = classicClient(stathat, { ...options, userKey: KEY });
  if (answer === 'away') await stathat.stop();
  for (const client of [ez, form]) {
    client.tick('orders');
    client.value('load', 1);
    await client.sendNow.count('orders', 2).catch((error) => shown.push(error, error.cause));
  }
  classic.tick(STAT_KEY);
  classic.value(STAT_KEY, 1);
  await classic.sendNow.count(STAT_KEY, 2).catch((error) => shown.push(error, error.cause));
  await Promise.all([ez, form, classic].map((client) => client.close({ timeoutMillis: 400 })));
  return [...shown, lines.join('\n'), ez, form, classic, ez.accounting];
}

const repeated = (response: Parameters<Exclude<Answer, number>>[0], status: number, body: Buffer) =>
  void response.writeHead(status).end(body);

describe('no key is in an error, in a line of a log or in what debug shows', () => {
  test.each<[string, Answer | 'away']>([
    ['the server is away', 'away'],
    ['the connection breaks', (response) => void response.destroy()],
    ['the server hangs', () => {}],
    ['it is overloaded', 503],
    ['it answers with what it was sent', (response, { body }) => repeated(response, 200, body)],
    ['it refuses with what it was sent', (response, { body }) => repeated(response, 400, body)],
    ['it forbids with what it was sent', (response, { body }) => repeated(response, 403, body)],
    ['it refuses the key', says(200, { status: 500, msg: `invalid keys ${KEY} ${STAT_KEY}` })],
    [
      'it refuses the key as a form spells it',
      says(500, { msg: spellings(STAT_KEY)[2]! + spellings(KEY)[2]! }),
    ],
    [
      'it redirects',
      (response) => void response.writeHead(302, { location: `/x?key=${spellings(KEY)[1]}` }).end(),
    ],
    ['it takes everything', 204],
  ])('%s', async (_what, answer) => {
    const shown = await everythingShown(answer);
    expect(shown.length).toBeGreaterThan(5);
    expectNoKeys(shown);
  });

  test('a bad option is named', async () => {
    const stathat = await server();
    const bad = { endpoint: origin(stathat), flushIntervalMillis: -1 };
    for (const open of [
      () => new StatHatEzClient({ ...bad, ezKey: KEY }),
      () => new StatHatEzClient({ ...bad, ezKey: `${KEY}\n` }),
      () => new StatHatClassicClient({ ...bad, userKey: `${KEY}\n` }),
      () => new StatHatEzClient({ ...bad, ezKey: KEY.repeat(100) }),
    ]) {
      expect(open).toThrow('flushIntervalMillis');
      try {
        open();
      } catch (error) {
        expectNoKeys([error, (error as Error).message]);
      }
    }
  });
});
