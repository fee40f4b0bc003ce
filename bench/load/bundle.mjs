// How many bytes what one entry imports is, as a bundler makes it: minified, gzipped, without what is a peer or Node's own.

import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { peersFolder } from '../peers.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const external = [/^node:/, /^@opentelemetry\/(api|core|resources|sdk-metrics)$/];

/** `{ name, from, isPeer }`: one name that is imported from a package. What is imported later on counts apart. */
export async function bundledBytes({ name, from, isPeer = false }) {
  const entry = `${isPeer ? peersFolder : root}entry-of-the-bundle.mjs`;
  const code = `export { ${name} } from ${JSON.stringify(from)};`;
  const plugin = {
    name: 'entry',
    resolveId: (id) => (id === entry ? id : undefined),
    load: (id) => (id === entry ? code : undefined),
  };
  const bundle = await rolldown({
    input: entry,
    external,
    platform: 'node',
    plugins: [plugin],
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ minify: true, format: 'esm' });
  await bundle.close();
  const bytesOf = (file) => gzipSync(file.code).length;
  const { fileName } = output[0];
  const first = new Set([fileName]);
  for (const one of first) {
    for (const other of output.find((file) => file.fileName === one)?.imports ?? []) first.add(other);
  }
  const chunks = output.filter(({ type }) => type === 'chunk');
  const sum = (files) => files.reduce((total, file) => total + bytesOf(file), 0);
  return {
    bytes: sum(chunks.filter(({ fileName }) => first.has(fileName))),
    laterBytes: sum(chunks.filter(({ fileName }) => !first.has(fileName))),
  };
}
