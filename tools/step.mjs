// A step of a longer run: says what it does and how long it took; shows its output when it fails.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './pnpm.mjs';

const bin = join(root, 'node_modules', '.bin');

/** Runs a command with the project's own programs on the PATH. Resolves with its exit code and what it printed. */
export function run(command, args, { env = {}, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      // behind the PATH: the machine's own node stays the one that runs
      env: { ...process.env, PATH: `${process.env.PATH}${delimiter}${bin}`, FORCE_COLOR: '0', ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs the commands of a step one after another and says how it went. True when all ended well. */
export async function step(name, commands) {
  const started = performance.now();
  for (const [command, ...args] of commands) {
    const { code, output } = await run(command, args);
    if (code !== 0) {
      console.log(`✗ ${name}: ${command} ${args.join(' ')} failed (${code})\n${output}`);
      return false;
    }
  }
  console.log(`✓ ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return true;
}
