// Runs pnpm by npx, so that a machine needs only Node.js and npm.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A fixed version: pnpm itself would otherwise want to be pinned in the lockfile, which some registries cannot answer. */
const version = '12.21.0';
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs `pnpm ...args` in the root, with its output on the standard error; ends this process when it fails. */
export function pnpm(...args) {
  // Windows has npx as a script, which only a shell runs
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npx', ['-y', `pnpm@${version}`, ...args], {
    cwd: root,
    shell,
    stdio: ['inherit', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}
