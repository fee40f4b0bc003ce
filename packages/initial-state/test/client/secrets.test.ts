import { inspect } from 'node:util';
import type { InitialStateReceiver } from '@otelwire/sandbox';
import { describe, expect, test } from 'vitest';
import { ConfigError, InitialStateStreamer } from '../../src/client/index.ts';
import { ACCESS_KEY, noted, receiver, streamerTo } from './streamer.ts';

const repeated = { message: `key ${ACCESS_KEY} of ${ACCESS_KEY}` };

const failures: Record<string, (server: InitialStateReceiver) => unknown> = {
  'the server is away': (server) => server.faults.refuse(),
  'the connection breaks': (server) => server.faults.failNext(100, 'reset-before'),
  'the server hangs': (server) => server.faults.failNext(100, 'hang-before'),
  'a page comes instead': (server) => server.faults.failNext(100, 'html'),
  'the key is disabled': (server) => server.faults.disableKey(ACCESS_KEY),
  'the bucket was removed': (server) => server.faults.removeBucket('till'),
  'the month is used up': (server) => server.faults.setEventsLeft(0),
  ...Object.fromEntries(
    [400, 401, 402, 403, 409, 413, 429, 500, 503].map((status) => [
      `${status} repeats the key`,
      (server: InitialStateReceiver) =>
        server.faults.answerNext(100, { status, body: repeated, headers: { 'x-echo': ACCESS_KEY } }),
    ]),
  ),
};

describe('no key is in an error, in a line of a log or in what debugLevel shows', () => {
  test.each(Object.entries(failures))('when %s', async (_what, fail) => {
    const server = await receiver();
    const { lines, logger } = noted();
    const shown: unknown[] = [];
    const streamer = streamerTo(server, {
      headers: { 'x-secret': 'hunter2-header' },
      logger,
      debugLevel: 3,
      timeoutMillis: 300,
      onDebug: (line) => shown.push(line),
      onError: (error) => shown.push(error, error.cause),
    });
    await fail(server);
    streamer.log('n', 1);
    await streamer.flush().catch((error) => shown.push(error, error.cause));
    await streamer.close({ timeoutMillis: 300 }).catch((error) => shown.push(error, error.cause));
    shown.push(streamer, streamer.accounting, ...lines);
    const text = shown.map((one) =>
      typeof one === 'string' ? one : inspect(one, { depth: 10, showHidden: true }),
    );
    expect(text.length).toBeGreaterThan(2);
    expect(text.join('\n')).not.toContain('hunter2');
  });

  test.each(['hunter2 x', 'hunter2\n', 'hunter2ü'])('when the constructor refuses it: %j', (accessKey) => {
    let said = '';
    try {
      new InitialStateStreamer({ accessKey, iniFile: '' });
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      said = inspect(error);
    }
    expect(said).toContain('accessKey is invalid');
    expect(said).not.toContain('hunter2');
  });
});
