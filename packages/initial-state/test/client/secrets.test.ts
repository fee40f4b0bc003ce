import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ConfigError,
  InitialStateStreamer,
  type InitialStateStreamerOptions,
} from '../../src/client/index.ts';
import { accessKey, failures, headers, readable, SECRET, timesOf, withCredentials } from '../failures.ts';
import { folder, noted, receiver, streamerTo } from './streamer.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Everything that a streamer, and whoever uses it, gets to see while events go to a server. */
async function everythingSaid(
  endpoint: string,
  times: Pick<InitialStateStreamerOptions, 'clock' | 'timeoutMillis'> = {},
): Promise<{ said: string; thrown: number }> {
  const { lines, logger } = noted();
  const shown: unknown[] = [];
  const streamer = streamerTo(
    { endpoints: { http: withCredentials(endpoint) } },
    {
      accessKey,
      headers,
      logger,
      debugLevel: 3,
      ...times,
      onDebug: (line) => shown.push(line),
      onError: (error) => shown.push(error),
    },
  );
  const errors: unknown[] = [];
  for (let i = 0; i < 2; i += 1) {
    streamer.log('n', i);
    await streamer.flush().catch((error) => errors.push(error));
  }
  await streamer.close({ timeoutMillis: 200 }).catch((error) => errors.push(error));
  try {
    streamer.log('n', 2);
  } catch (error) {
    errors.push(error);
  }
  const everything = [...shown, ...errors, ...lines, streamer, streamer.accounting];
  return { said: everything.map(readable).join('\n'), thrown: errors.length };
}

describe('no key is in an error, in a line of a log or in what debugLevel shows', () => {
  test.each(Object.entries(failures))('when there is %s', async (_what, failure) => {
    const { said, thrown } = await everythingSaid(await failure.start(), await timesOf(failure));
    expect(thrown).toBeGreaterThan(1);
    expect(said).toMatch(failure.says);
    expect(said).not.toContain(SECRET);
  });

  test('when all is well', async () => {
    const server = await receiver([accessKey]);
    const { said, thrown } = await everythingSaid(server.endpoints.http);
    expect(thrown).toBe(1);
    expect(said).toContain('till: sent');
    expect(said).not.toContain(SECRET);
  });
});

/** What the constructor throws. */
function refusalOf(options: object): string {
  try {
    new InitialStateStreamer({ iniFile: '', ...options });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return readable(error);
  }
  throw new Error('the constructor took everything');
}

describe('no key is in what the constructor says', () => {
  test.each([`${SECRET} x`, `${SECRET}\n`, `${SECRET}ü`, [SECRET], { key: SECRET }])(
    'of the key %j',
    (key) => {
      const said = refusalOf({ accessKey: key });
      expect(said).toContain('accessKey is invalid');
      expect(said).not.toContain(SECRET);
    },
  );

  test.each([
    { headers: { 'x-secret': `${SECRET}\n` } },
    { headers: { 'content-length': SECRET } },
    { endpoint: `ftp://user:${SECRET}@host/` },
    { endpoint: `https://user:${SECRET}@` },
    { bufferSize: 0 },
  ])('of other options: %j', (options) => {
    const said = refusalOf({ accessKey, ...options });
    expect(said).toContain('is invalid');
    expect(said).not.toContain(SECRET);
  });

  test('of variables and of isstreamer.ini', async () => {
    const { lines, logger } = noted();
    const iniFile = join(await folder(), 'my.ini');
    await writeFile(iniFile, `[isstreamer.client_config]\naccess_key = ${SECRET} of the file\n`);
    vi.stubEnv('OTELWIRE_INITIALSTATE_ACCESS_KEY', `${SECRET} of the variable`);
    vi.stubEnv('OTELWIRE_INITIALSTATE_HEADERS', `x-secret=${SECRET}%0A`);
    const said = refusalOf({ iniFile, logger });
    await new InitialStateStreamer({ accessKey, iniFile, logger }).close();
    expect(lines).toContainEqual(expect.stringContaining('OTELWIRE_INITIALSTATE_HEADERS'));
    expect(said + lines.join('\n')).not.toContain(SECRET);
  });
});
