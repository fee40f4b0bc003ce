import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ConfigError,
  InitialStateStreamer,
  type InitialStateStreamerOptions,
} from '../../src/client/index.ts';
import { parseIni } from '../../src/client/ini-file.ts';
import { ACCESS_KEY, afterwards, folder, noted, receiver } from './streamer.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const iniOf = (client: string, api = '') =>
  `[isstreamer.client_config]\n${client}\n[isstreamer.api_config]\n${api}\n`;

/** Two empty folders: the home, and where the process is. */
async function folders(): Promise<{ home: string; here: string }> {
  const root = await folder();
  const [home, here, before] = [join(root, 'home'), join(root, 'here'), process.cwd()];
  await Promise.all([mkdir(home), mkdir(here)]);
  vi.stubEnv('HOME', home);
  vi.stubEnv('USERPROFILE', home);
  process.chdir(here);
  afterwards(async () => process.chdir(before));
  return { home, here };
}

function open(options?: InitialStateStreamerOptions): InitialStateStreamer {
  const streamer = new InitialStateStreamer({ offlineFile: '/dev/null', ...options });
  afterwards(() => streamer.close({ timeoutMillis: 100 }));
  return streamer;
}

function refusalOf(options?: InitialStateStreamerOptions): readonly string[] {
  try {
    open(options);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
  throw new Error('the constructor took everything');
}

describe('isstreamer.ini', () => {
  test('gives the key, the bucket and the address; code and variables win', async () => {
    const { here } = await folders();
    const server = await receiver();
    const ini = iniOf(
      `access_key = ${ACCESS_KEY}\ndefault_bucket: from-ini`,
      `stream_api_base = ${server.endpoints.http}`,
    );
    await writeFile(join(here, 'isstreamer.ini'), ini);
    const streamer = open();
    streamer.log('n', 1);
    await streamer.flush();
    expect(server.totals.find('from-ini', 'n')!.values).toEqual([1]);
    vi.stubEnv('OTELWIRE_INITIALSTATE_BUCKET_NAME', 'from-variable');
    expect(open().bucketKey).toBe('from-variable');
    expect(open({ bucketName: 'from-code' }).bucketKey).toBe('from-code');
  });

  test.each(['', '/', '/api'])(
    'has an address without a path, as for ISStreamer, or with it: %j',
    async (path) => {
      const { here } = await folders();
      const server = await receiver();
      const base = new URL(server.endpoints.http).origin + path;
      await writeFile(
        join(here, 'isstreamer.ini'),
        iniOf(`access_key=${ACCESS_KEY}`, `stream_api_base: ${base}`),
      );
      const streamer = open({ bucketKey: 'till' });
      streamer.log('n', 1);
      await streamer.flush();
      expect(server.totals.requests.kept.map((request) => request.path)).toEqual([
        '/api/buckets',
        '/api/events',
      ]);
    },
  );

  test('of the home comes before that of the folder, and a given one before both', async () => {
    const { here, home } = await folders();
    const given = join(here, 'given.ini');
    for (const [path, name] of [
      [join(here, 'isstreamer.ini'), 'here'],
      [join(home, 'isstreamer.ini'), 'home'],
      [given, 'given'],
    ] as const) {
      await writeFile(path, iniOf(`access_key=k\ndefault_bucket=${name}`));
      const options = name === 'given' ? { iniFile: given } : {};
      expect(open(options).bucketKey).toBe(name);
    }
    vi.stubEnv('OTELWIRE_INITIALSTATE_INI_FILE', given);
    expect(open().bucketKey).toBe('given');
    expect(refusalOf({ iniFile: '' })).toEqual([expect.stringContaining('accessKey is missing')]);
  });

  test('that is given has to be there', () => {
    expect(refusalOf({ iniFile: './none.ini', accessKey: 'k' })).toEqual([
      expect.stringContaining("iniFile cannot be read: './none.ini'"),
    ]);
  });

  test.each([
    ['false', false, 0],
    ['true', true, 0],
    ['False', true, 1],
    ['0', true, 0],
  ])('offline_mode = %s', async (mode, isOffline, warnings) => {
    const { here } = await folders();
    const { lines, logger } = noted();
    await writeFile(join(here, 'isstreamer.ini'), iniOf(`offline_mode = ${mode}`));
    if (isOffline) open({ logger });
    else expect(refusalOf({ logger })).toEqual([expect.stringContaining('accessKey is missing')]);
    expect(lines).toHaveLength(warnings);
  });

  test('with a key or an address that cannot be used is told of, without the key', async () => {
    const { here } = await folders();
    const { lines, logger } = noted();
    await writeFile(
      join(here, 'isstreamer.ini'),
      iniOf('access_key = hunter2 x', 'stream_api_base = ftp://a'),
    );
    open({ accessKey: 'k', logger });
    refusalOf({ logger });
    expect(lines.filter((line) => line.includes('stream_api_base'))).not.toEqual([]);
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  test('is read as ConfigParser reads it', () => {
    const text =
      '\uFEFF[a]\r\n# no\r\n; no\r\nNAME = x = y\r\nother:z\r\nempty =\r\n[b]\nname=1\n[a]\nmore=2';
    expect([...parseIni(text)].map(([name, values]) => [name, [...values]])).toEqual([
      [
        'a',
        [
          ['name', 'x = y'],
          ['other', 'z'],
          ['empty', ''],
          ['more', '2'],
        ],
      ],
      ['b', [['name', '1']]],
    ]);
  });
});

test('variables of the exporter alone are not read', () => {
  vi.stubEnv('OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY', 'k');
  expect(refusalOf({ iniFile: '' })).toEqual([expect.stringContaining('accessKey is missing')]);
});
