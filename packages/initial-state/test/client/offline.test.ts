import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InitialStateStreamer } from '../../src/client/index.ts';
import { afterwards, folder } from './streamer.ts';

const vector = JSON.parse(readFileSync(new URL('../vectors/offline.json', import.meta.url), 'utf8'));

function offline(offlineFile: string): InitialStateStreamer {
  const streamer = new InitialStateStreamer({ offline: true, offlineFile, iniFile: '', timeoutMillis: 100 });
  afterwards(() => streamer.close({ timeoutMillis: 100 }));
  return streamer;
}

test('offline, events become the rows that ISStreamer writes, and what was in the file goes', async () => {
  const file = join(await folder(), 'out.csv');
  await writeFile(file, 'of the last run');
  const streamer = offline(file);
  streamer.log('My Numbers', 1, 1.5);
  streamer.log('a,b', 'he said "x"', 2);
  await streamer.flush();
  streamer.newBucket('another');
  streamer.log('t', true, 3);
  await streamer.close();
  expect(await readFile(file, 'utf8')).toBe(vector.content);
  expect(streamer.accounting).toMatchObject({ accepted: 3, delivered: 3, dropped: {} });
});

test('offline, what cannot be written is held until it can', async () => {
  const path = join(await folder(), 'later');
  const streamer = offline(join(path, 'out.csv'));
  streamer.log('n', 1, 1);
  await streamer.flush();
  expect(streamer.accounting).toMatchObject({ delivered: 0, held: 1 });
  await mkdir(path);
  await streamer.flush();
  expect(await readFile(join(path, 'out.csv'), 'utf8')).toBe('1,n,1\r\n');
});
