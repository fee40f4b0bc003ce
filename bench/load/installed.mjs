// How much the installation of a package brings: it and all that it depends on, without peers.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

function folderOf(name, require) {
  for (const folder of require.resolve.paths(name)) {
    if (statSync(join(folder, name, 'package.json'), { throwIfNoEntry: false }) !== undefined)
      return join(folder, name);
  }
  throw new Error(`${name} is not installed`);
}

/** The files that npm would pack: of ours, more lies in the folder. */
function bytesOf(folder, { files }) {
  const kept = (files ?? ['.']).filter((file) => !file.startsWith('!'));
  const names = ['package.json', 'README.md', ...kept];
  return names.reduce((sum, name) => sum + bytesWithin(join(folder, name)), 0);
}

function bytesWithin(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || path.endsWith('node_modules') || path.endsWith('.tsbuildinfo')) return 0;
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesWithin(join(path, name)), 0);
}

/** `name` as seen from the module or folder `from`: how many packages, and how many bytes. */
export function installed(name, from) {
  const found = new Map();
  function add(one, require) {
    const folder = folderOf(one, require);
    if (found.has(folder)) return;
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    found.set(folder, manifest.name === undefined ? 0 : bytesOf(folder, isOurs(manifest) ? manifest : {}));
    const within = createRequire(join(folder, 'package.json'));
    for (const dependency of Object.keys(manifest.dependencies ?? {})) add(dependency, within);
  }
  add(name, createRequire(join(from, 'package.json')));
  return { packages: found.size, bytes: [...found.values()].reduce((sum, bytes) => sum + bytes, 0) };
}

const isOurs = ({ name }) => name.startsWith('@otelwire/');
