// Marks each dist/cjs as CommonJS, since the packages themselves are "type": "module".
import { readdirSync, writeFileSync } from 'node:fs';

const packages = new URL('../packages/', import.meta.url);
for (const name of readdirSync(packages)) {
  writeFileSync(new URL(`${name}/dist/cjs/package.json`, packages), '{ "type": "commonjs" }\n');
}
