// After tsc: bundles the packages that are bundled, and marks each dist/cjs as CommonJS, since the packages themselves are "type": "module".
import { readdirSync, writeFileSync } from 'node:fs';
import './bundle.mjs';

const packages = new URL('../packages/', import.meta.url);
for (const name of readdirSync(packages)) {
  writeFileSync(new URL(`${name}/dist/cjs/package.json`, packages), '{ "type": "commonjs" }\n');
}
