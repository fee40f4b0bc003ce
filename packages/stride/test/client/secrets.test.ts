import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { type Answer, afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { StrideClient, StrideCollector } from '../../src/client/index.ts';
import { noted } from './server.ts';

const KEY = 'sécret key+/="1';
const BASIC = Buffer.from(`${KEY}:`).toString('base64');
const spellings = [KEY, encodeURIComponent(KEY), JSON.stringify(KEY).slice(1, -1), BASIC];

test.each<[string, Answer | 'away']>([
  ['the server is away', 'away'],
  ['the connection breaks', (response) => void response.destroy()],
  ['the server hangs', () => {}],
  ['it refuses the key and repeats it', (response) => void response.writeHead(401).end(`no key ${KEY}`)],
  [
    'it refuses the header and repeats it',
    (response, { headers }) =>
      void response.writeHead(403).end(JSON.stringify({ message: headers.authorization })),
  ],
  ['it is overloaded', (response) => void response.writeHead(503).end(encodeURIComponent(KEY))],
])('no key is in an error or in a line of a log: %s', async (_, answer) => {
  const server = await HttpServer.start([answer === 'away' ? 204 : answer]);
  const { lines, logger } = noted();
  const shown: unknown[] = [];
  const options = { endpoint: server.url.origin, apiKey: KEY, timeoutMillis: 300 };
  if (answer === 'away') await server.stop();
  const client = new StrideClient(options);
  const onError = (error: Error) => void shown.push(error, error.cause);
  const collector = new StrideCollector({ ...options, logger, onError });
  afterwards(() => client.close());
  const note = (error: Error) => void shown.push(error, error.cause);
  await client.get('/collect').catch(note);
  const subscribed = await client
    .subscribe('/collect/a')
    .next()
    .catch((error: Error) => error);
  expect(subscribed).toBeInstanceOf(Error);
  note(subscribed as Error);
  collector.start();
  collector.collect('a', { n: 1 });
  await collector.flush();
  await collector.stop({ timeoutMillis: 100 });
  shown.push(client, collector, collector.accounting, lines);
  expect(lines.length).toBeGreaterThan(0);
  const text = shown.map((one) => inspect(one, { depth: 10 })).join('\n');
  for (const spelling of spellings) expect(text).not.toContain(spelling);
});
