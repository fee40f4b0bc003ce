import { cp, mkdir, mkdtemp, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../run-node.ts';
import type { Sdk } from './cells.ts';

/**
 * Makes a folder with the applications and with `node_modules` as npm would fill it: the SDK's packages, and copies of ours
 * beside them. Links into the workspace would not do: the hook would find the workspace's `@opentelemetry/api`, not the application's.
 */
export async function assembleApplication({ major }: Sdk): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `otelwire-sdk-${major}-`));
  const modules = join(folder, 'node_modules');
  await cp(join(root, 'test/zero-code/apps'), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await mkdir(join(modules, '@otelwire'), { recursive: true });
  await mkdir(join(modules, '@opentelemetry'));
  const installed = join(root, `test/zero-code/sdk-${major}/node_modules/@opentelemetry`);
  for (const name of await readdir(installed)) {
    await symlink(await realpath(join(installed, name)), join(modules, '@opentelemetry', name));
  }
  const seen = new Set<string>();
  for (const name of ['register', 'statsd', 'graphite', 'stathat'])
    await install(`@otelwire/${name}`, modules, seen);
  return folder;
}

/** Copies a package of this repository and those it depends on; links the packages of others. */
async function install(name: string, modules: string, seen: Set<string>): Promise<void> {
  if (seen.has(name)) return;
  seen.add(name);
  const source = join(root, 'packages', name.slice('@otelwire/'.length));
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const target = join(modules, name);
  await cp(join(source, 'dist'), join(target, 'dist'), { recursive: true });
  await cp(join(source, 'package.json'), join(target, 'package.json'));
  const dependencies = Object.keys(manifest.dependencies ?? {});
  for (const dependency of dependencies) {
    if (dependency.startsWith('@otelwire/')) await install(dependency, modules, seen);
    else if (!seen.has(dependency)) {
      seen.add(dependency);
      await link(dependency, source, join(modules, dependency));
    }
  }
}

async function link(name: string, from: string, target: string): Promise<void> {
  const source = await realpath(join(from, 'node_modules', name));
  await mkdir(dirname(target), { recursive: true });
  await symlink(source, target);
}

/** The Node.js of a major version: the one that runs this, or one that test/zero-code/node installs (Linux on x64 only). */
export function nodeOf(major: number): string | undefined {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  try {
    const require = createRequire(join(root, 'test/zero-code/node/package.json'));
    return join(dirname(require.resolve(`node${major}/package.json`)), 'bin/node');
  } catch {
    return undefined;
  }
}
