import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isAlive, type Owner, thisProcess } from '../../src/spool/owner.ts';

const self = thisProcess();
const SILENT_MILLIS = 61_000;
const elsewhere: Owner = { ...self, host: 'another', boot: 'another' };

/** What a process says of itself, and the end of it. */
async function another(): Promise<{ owner: Owner; end: () => Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const { readFileSync } = await import('node:fs');
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1');
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const end = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { owner: { ...self, pid: child.pid!, startedAt }, end };
}

describe.runIf(process.platform === 'linux')('a process of this machine', () => {
  it('is alive until it is killed, however long it was silent', async () => {
    const { owner, end } = await another();
    expect(isAlive(owner, self, SILENT_MILLIS)).toBe(true);
    await end();
    expect(isAlive(owner, self, 0)).toBe(false);
  });

  it('is not one that has got its number since', async () => {
    const { owner, end } = await another();
    expect(isAlive({ ...owner, startedAt: '1' }, self, 0)).toBe(false);
    await end();
  });

  it('in another container is told by its signs of life, though its number is here too', () => {
    const owner = { ...self, host: 'another', pidNamespace: 'pid:[1]' };
    expect(isAlive(owner, self, 0)).toBe(true);
    expect(isAlive(owner, self, SILENT_MILLIS)).toBe(false);
  });
});

it('a process of another machine is told by its signs of life', () => {
  expect(isAlive(elsewhere, self, 0)).toBe(true);
  expect(isAlive(elsewhere, self, SILENT_MILLIS)).toBe(false);
});

it('so is another thread or exporter of this process', () => {
  expect(isAlive(self, self, 0)).toBe(true);
  expect(isAlive(self, self, SILENT_MILLIS)).toBe(false);
});
