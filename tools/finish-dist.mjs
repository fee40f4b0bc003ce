// After tsc: bundles the packages that are bundled, and marks dist/cjs of the others as CommonJS, since the packages themselves are "type": "module".
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import './bundle.mjs';

const packages = new URL('../packages/', import.meta.url);
for (const name of readdirSync(packages)) {
  if (existsSync(new URL(`${name}/build`, packages))) continue;
  writeFileSync(new URL(`${name}/dist/cjs/package.json`, packages), '{ "type": "commonjs" }\n');
}
