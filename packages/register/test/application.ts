import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NodeRun, root, runNode } from '../../../test/run-node.ts';

const here = fileURLToPath(new URL('..', import.meta.url));

/** A folder with programs and with what they have installed. */
export interface Application {
  readonly folder: string;
  /** Runs Node.js there. */
  run(args: readonly string[], variables?: Readonly<Record<string, string>>): NodeRun;
  remove(): Promise<void>;
}

interface Contents {
  /** Packages, as `npm install` would put them there: `@otelwire/register` always is. */
  readonly packages: readonly string[];
  /** Programs by their file name. */
  readonly files: Readonly<Record<string, string>>;
  /** The folder of the repository whose `node_modules` has the packages of others. Default: that of this package. */
  readonly from?: string;
}

export async function makeApplication({ packages, files, from = here }: Contents): Promise<Application> {
  const folder = await mkdtemp(join(tmpdir(), 'otelwire-register-'));
  const modules = join(folder, 'node_modules');
  for (const name of ['@otelwire/register', '@otelwire/core', ...packages])
    await install(name, modules, from);
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    folder,
    run: (args, variables) => runNode(args, variables, relative(root, folder)),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Ours as a copy, since a link would let it find what the workspace has installed; others as a link. */
async function install(name: string, modules: string, from: string): Promise<void> {
  const target = join(modules, name);
  await mkdir(dirname(target), { recursive: true });
  if (!name.startsWith('@otelwire/')) {
    await symlink(await folderOf(name, from), target);
    return;
  }
  const source = join(root, 'packages', name.slice('@otelwire/'.length));
  await cp(join(source, 'dist'), join(target, 'dist'), { recursive: true });
  await cp(join(source, 'package.json'), join(target, 'package.json'));
}

async function folderOf(name: string, from: string): Promise<string> {
  const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  for (const path of paths) {
    const folder = join(path, name);
    const isThere = await readFile(join(folder, 'package.json')).then(
      () => true,
      () => false,
    );
    if (isThere) return realpath(folder);
  }
  throw new Error(`${name} is not installed for ${from}`);
}

/** What an application has installed that sends to StatsD, and has no SDK set up. */
export const usual = ['@otelwire/statsd', '@opentelemetry/api', '@opentelemetry/sdk-metrics'] as const;

/** Counts three orders. */
export const countOrders = `metrics.getMeter('shop').createCounter('orders').add(3);`;
export const importMetrics = `import { metrics } from '@opentelemetry/api';`;
export const requireMetrics = `const { metrics } = require('@opentelemetry/api');`;
