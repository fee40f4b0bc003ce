import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const fixture = fileURLToPath(new URL('fixtures/exporting-process.mjs', import.meta.url));

/** Runs a process whose backend answers after a while. Gives what it said; one that does not end is an error. */
function run(answerMillis: number | 'never', ending: 'nothing' | 'forceFlush' | 'shutdown'): Promise<string> {
  const args = [fixture, `${answerMillis}`, ending];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: 15_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.killed ? 'it did not exit' : 'it failed'}: ${stderr}`));
    });
  });
}

describe('an exporter', () => {
  it('does not keep a process alive that has nothing else to do, though an export is under way', async () => {
    expect(await run('never', 'nothing')).toBe(', delivered 0');
  });

  it('keeps the process alive while somebody waits for a forceFlush', async () => {
    expect(await run(50, 'forceFlush')).toBe('exported forceFlush, delivered 1');
  });

  it('keeps the process alive while somebody waits for a shutdown, and not a moment longer', async () => {
    expect(await run(50, 'shutdown')).toBe('exported shutdown, delivered 1');
  });
});
