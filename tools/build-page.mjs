// Builds the sandbox's live page into packages/sandbox/dist/page, when something is newer than what is there.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pnpm.mjs';

const sandbox = join(root, 'packages/sandbox');
const built = join(sandbox, 'dist/page/index.html');
const sources = ['page', 'vite.config.ts', 'package.json'].map((name) => join(sandbox, name));

/** When a file, or anything in a folder, was changed last; a folder itself changes with what it loses. */
function changedMillis(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  const within = stats.isDirectory() ? readdirSync(path).map((name) => changedMillis(join(path, name))) : [];
  return Math.max(stats.mtimeMs, ...within);
}

const newest = Math.max(...[...sources, join(root, 'pnpm-lock.yaml')].map(changedMillis));
if (newest >= changedMillis(built)) {
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    cwd: sandbox,
    stdio: 'inherit',
  });
}
