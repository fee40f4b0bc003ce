import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { familyDirectory, Slot } from '../../src/spool/slot.ts';
import { filesIn, newFolder } from './folders.ts';

const open = (folder: string) => new Slot(() => folder, systemClock);

/** A log of this slot, with a file in it. */
function write(slot: Slot): string {
  const log = slot.createLog();
  mkdirSync(log);
  writeFileSync(join(log, '00000001.log'), 'x');
  return basename(log);
}

const idOf = (log: string) => basename(log).split('.')[0];

it('what somebody owns who lives is not taken over', async () => {
  const folder = newFolder();
  const first = open(folder);
  write(first);
  expect(await open(folder).takeOver()).toEqual([]);
  expect(await first.takeOver()).toEqual([]);
});

it('what somebody has left is taken over by one only', async () => {
  const folder = newFolder();
  const first = open(folder);
  const logs = Array.from({ length: 5 }, () => write(first));
  first.release();
  const others = Array.from({ length: 4 }, () => open(folder));
  for (const other of others) other.claim();
  const taken = (await Promise.all(others.map((other) => other.takeOver()))).flat();
  expect(taken.map(idOf).sort()).toEqual(logs.map(idOf).sort());
  expect(filesIn(folder, '.log')).toHaveLength(5);
});

it('what was taken over and not sent is taken over again, the oldest first', async () => {
  const folder = newFolder();
  const first = open(folder);
  const logs = [write(first), write(first)].sort();
  first.release();
  const second = open(folder);
  await second.takeOver();
  second.release();
  expect((await open(folder).takeOver()).map(idOf)).toEqual(logs.map(idOf));
});

it('names say neither where it goes nor with which key, and only the owner of the process may read', () => {
  const folder = newFolder();
  const family = familyDirectory(folder, 'http', 'https://host/secret-path');
  const slot = open(family);
  slot.claim();
  expect(family).not.toMatch(/host|secret/);
  expect(statSync(family).mode & 0o777).toBe(0o700);
  expect(filesIn(family).map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
  expect(familyDirectory(folder, 'http', 'https://other/')).not.toBe(family);
});
