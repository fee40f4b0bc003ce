import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Log } from '../../src/spool/log.ts';
import { readLog } from '../../src/spool/read-log.ts';
import { kinds, recordOf } from '../../src/spool/record.ts';
import { newFolder } from './folders.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo.splice(0)) one();
});

function openLog(directory = join(newFolder(), 'log')) {
  const states: (string | undefined)[] = [];
  const onState = (error: Error | undefined) => void states.push(error?.message);
  return { directory, states, log: new Log({ createDirectory: () => directory, format: 'lines', onState }) };
}

async function bodies(directory: string): Promise<string[]> {
  const { records } = await readLog(directory);
  return records.filter(({ kind }) => kind === kinds.held).map(({ body }) => body.toString());
}

const push = (log: Log, text: string) => {
  log.push(kinds.held, Buffer.from(text));
  log.flush();
};

it('what was flushed is read, in order, and only its owner may read it', async () => {
  const { directory, log } = openLog();
  push(log, 'a');
  log.push(kinds.held, Buffer.from('b'));
  log.push(kinds.held, Buffer.from('not '), Buffer.from('flushed'));
  expect(await bodies(directory)).toEqual(['a']);
  log.flush();
  expect(await bodies(directory)).toEqual(['a', 'b', 'not flushed']);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, '00000001.log')).mode & 0o777).toBe(0o600);
});

it('nothing is made before there is something to write, and nothing is left after it is cleared', () => {
  const { directory, log } = openLog();
  log.flush();
  expect(() => readdirSync(directory)).toThrow();
  push(log, 'a');
  log.clear();
  expect(() => readdirSync(directory)).toThrow();
  expect(log.isEmpty).toBe(true);
});

it('files of a megabyte are followed by others, and the first ones can be given up', async () => {
  const { directory, log } = openLog();
  const segments = ['a', 'b', 'c'].map((letter) => {
    push(log, letter.repeat(1_100_000));
    return log.segment;
  });
  expect(segments).toEqual([1, 2, 3]);
  log.dropBefore(3);
  expect((await bodies(directory)).map((body) => body[0])).toEqual(['c']);
  expect(log.bytes).toBeLessThan(1_200_000);
});

it('what is written anew takes the place of all before, and others follow it', async () => {
  const { directory, log } = openLog();
  push(log, 'old');
  log.rewrite([recordOf(kinds.held, Buffer.from('new'))]);
  push(log, 'newer');
  expect(await bodies(directory)).toEqual(['new', 'newer']);
  expect(readdirSync(directory)).toHaveLength(1);
});

it('a file that is no log, and a torn one, cost what they have only', async () => {
  const { directory, log } = openLog();
  push(log, 'a');
  log.close();
  writeFileSync(join(directory, '00000002.log'), 'garbage');
  writeFileSync(join(directory, '00000003.log'), '');
  expect(await readLog(directory)).toMatchObject({ format: 'lines', unreadBytes: 7 });
  expect(await bodies(directory)).toEqual(['a']);
});

it('what is written after it was closed is read as well', async () => {
  const { directory, log, states } = openLog();
  push(log, 'a');
  log.close();
  push(log, 'b');
  expect([await bodies(directory), states]).toEqual([
    ['a', 'b'],
    [undefined, undefined],
  ]);
});

describe('a folder that was deleted', () => {
  it('is noticed by the next write, and made again when all is written anew', async () => {
    const { directory, log, states } = openLog();
    push(log, 'a');
    rmSync(directory, { recursive: true });
    push(log, 'b');
    expect([log.isStale, states]).toEqual([true, [undefined, 'its files were deleted']]);
    log.rewrite([recordOf(kinds.held, Buffer.from('a and b'))]);
    push(log, 'c');
    expect(log.isStale).toBe(false);
    expect(await bodies(directory)).toEqual(['a and b', 'c']);
  });
});

it('a folder that cannot be made is said, and nothing is thrown', () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const { log, states } = openLog(join(file, 'log'));
  push(log, 'a');
  log.rewrite([]);
  log.clear();
  log.close();
  expect(states).toEqual([expect.stringContaining('ENOTDIR'), expect.stringContaining('ENOTDIR')]);
});

/** Only root may mount a disk that is as small as this. */
describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('a full disk', () => {
  it('costs what did not fit, and is written to again when there is room', async () => {
    const folder = newFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
    undo.push(() => execFileSync('umount', ['-l', folder]));
    const { directory, log, states } = openLog(join(folder, 'log'));
    push(log, 'a');
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(40_000));
    push(log, 'b'.repeat(40_000));
    expect([log.isStale, states.at(-1)]).toEqual([true, expect.stringContaining('ENOSPC')]);
    log.rewrite([recordOf(kinds.held, Buffer.from('c'.repeat(40_000)))]);
    expect([log.isStale, await bodies(directory)]).toEqual([true, ['a']]);
    rmSync(join(folder, 'ballast'));
    log.rewrite([recordOf(kinds.held, Buffer.from('c'))]);
    push(log, 'd');
    expect([log.isStale, await bodies(directory)]).toEqual([false, ['c', 'd']]);
    log.close();
  });
});
