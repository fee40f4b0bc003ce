import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A run of node: its process, and what it said when it has ended. */
export interface NodeRun {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Resolves with the first match in what it has printed so far. */
  printed(pattern: RegExp): Promise<string>;
}

/** Runs node in a folder of the repository. Variables of this process that would change what exporters do stay outside. */
export function runNode(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  folder = '.',
): NodeRun {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OTEL|OTELWIRE|DD)_/.test(name));
  const env = { ...Object.fromEntries(inherited), ...variables };
  const child = spawn(process.execPath, args, {
    cwd: join(root, folder),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      output[name] += chunk;
    });
  }
  return {
    child,
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, ...output }))),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output.stdout);
          if (found !== null) resolve(found[0]);
        };
        child.stdout.on('data', look);
        child.once('close', () =>
          reject(new Error(`it ended without printing ${pattern}\n${output.stderr}`)),
        );
        look();
      }),
  };
}
