// Makes what is published of a package of what tsc has made in its folder `build`: for each entry one module, for ESM and for CommonJS,
// and the types that can be reached from them. An application starts with a dozen files then instead of 150.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './pnpm.mjs';

const formats = ['esm', 'cjs'];

/** The entries of a package, without their ending: `index`, `client/index`. */
function entriesOf(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.values(exports)
    .filter((entry) => entry.import !== undefined)
    .map((entry) => entry.import.default.replace(/^\.\/dist\/esm\/(.*)\.js$/, '$1'));
}

/** `[file, text]` of each module: entries keep their place, what they share lies in `shared`. */
async function modules(build, entries) {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, join(build, `${entry}.js`)])),
    external: /^[^./]/,
    platform: 'node',
    cwd: build,
  });
  const names = { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' };
  const made = [];
  for (const format of formats) {
    const { output } = await bundle.generate({
      ...names,
      format,
      comments: { legal: true, annotation: true, jsdoc: false },
    });
    made.push(...output.map(({ code, fileName }) => [`${format}/${fileName}`, code]));
  }
  await bundle.close();
  return made;
}

/** The declarations that `entries` and what they import need. */
function declarations(build, entries) {
  const found = new Map();
  const add = (name) => {
    const file = `${name}.d.ts`;
    if (found.has(file)) return;
    const text = readFileSync(join(build, file), 'utf8');
    found.set(file, text);
    for (const [, other] of text.matchAll(/(?:from |import\()["'](\.[^"']+)\.js["']/g))
      add(join(dirname(name), other));
  };
  entries.forEach(add);
  return formats.flatMap((format) => [...found].map(([file, text]) => [`${format}/${file}`, text]));
}

/** Another process may be reading: what is as it should be is left alone, and the rest is replaced in one step. */
function write(path, text, next) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(next, text);
  renameSync(next, path);
}

function removeOthers(dist, files) {
  for (const name of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(name.parentPath, name.name);
    if (name.isFile() && !files.has(path)) rmSync(path, { force: true });
  }
}

async function bundle(folder) {
  const build = join(folder, 'build');
  const dist = join(folder, 'dist');
  const entries = entriesOf(folder);
  const files = new Map([
    ...(await modules(build, entries)),
    ...declarations(build, entries),
    ['cjs/package.json', '{ "type": "commonjs" }\n'],
  ]);
  const next = join(build, `.next-${process.pid}`);
  for (const [file, text] of files) write(join(dist, file), text, next);
  removeOthers(dist, new Set([...files.keys()].map((file) => join(dist, file))));
}

for (const name of readdirSync(join(root, 'packages'))) {
  const folder = join(root, 'packages', name);
  if (existsSync(join(folder, 'build'))) await bundle(folder);
}
