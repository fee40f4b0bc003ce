// npm run demo: installs and builds what is needed, then shows it at work. The standard output is the demo's alone.
import { spawnSync } from 'node:child_process';
import { pnpm, root } from './pnpm.mjs';

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['inherit', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

// without test/sdk-3, which brings another Node (130 MB)
pnpm('install', '--frozen-lockfile', '--filter', 'otelwire', '--filter', '@otelwire/demo...');
run('node_modules/typescript/bin/tsc', '-b');
run('tools/finish-dist.mjs');
run('tools/build-page.mjs');
await import('../demo/main.mjs');
