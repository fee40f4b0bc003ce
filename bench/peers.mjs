// What we are measured against. It is installed here, and only when something is measured.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const peersFolder = fileURLToPath(new URL('peers/', import.meta.url));

/** A module of a peer. */
export const peer = createRequire(new URL('peers/package.json', import.meta.url));

/** Installs the peers as their lockfile says, without native parts. */
export function installPeers() {
  if (existsSync(`${peersFolder}node_modules/hot-shots`)) return;
  // dd-trace says that it wants Node.js 22; what is measured of it runs with 20
  const args = [
    'ci',
    '--ignore-scripts',
    '--omit=optional',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
  ];
  const { status } = spawnSync('npm', args, {
    cwd: peersFolder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('what we are measured against could not be installed');
}
