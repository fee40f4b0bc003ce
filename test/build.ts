import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the packages and the page before the tests run: child processes, the demo and the examples use what is published. */
export default function build(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const run = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  run('node_modules/typescript/bin/tsc', '-b');
  run('tools/finish-dist.mjs');
  run('tools/build-page.mjs');
}
