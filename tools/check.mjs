// Everything that has to hold before a change lands: node tools/check.mjs
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pnpm.mjs';
import { step } from './step.mjs';
import { suite, tell } from './suite.mjs';

const { execPath } = process;
const packages = readdirSync(join(root, 'packages'));
const newerNode = join(root, 'test/sdk-3/node_modules/node24/bin/node');

const steps = [
  [
    'build: TypeScript to ESM and CommonJS, and the page',
    [
      ['tsc', '-b'],
      [execPath, 'tools/finish-dist.mjs'],
      [execPath, 'tools/build-page.mjs'],
    ],
  ],
  ['lint and format', [['biome', 'check', '--error-on-warnings', '.']]],
  [
    'types of the tests and of the page',
    [
      ['tsc', '-p', 'tsconfig.test.json'],
      ['tsc', '-p', 'packages/sandbox/tsconfig.page.json'],
    ],
  ],
  ['unused files, exports and dependencies', [['knip']]],
  ['dependency direction', [[execPath, 'tools/check-boundaries.mjs']]],
  ['options tables of the READMEs', [[execPath, 'tools/options-table.mjs', '--check']]],
  [
    'shape of the packages, for ESM, CommonJS and their types',
    packages.flatMap((name) => [
      ['publint', '--strict', '--pack', 'npm', `packages/${name}`],
      ['attw', '--pack', `packages/${name}`, '--profile', 'node16', '--quiet'],
    ]),
  ],
];

for (const [name, commands] of steps) if (!(await step(name, commands))) process.exit(1);

const suites = [
  await suite(`tests with Node ${process.versions.node} and the OpenTelemetry SDK 2.x`, execPath, {}),
];
if (existsSync(newerNode)) {
  suites.push(
    await suite('tests with Node 24 and the OpenTelemetry SDK 3.x', newerNode, { OTELWIRE_SDK: '3' }),
  );
} else {
  console.log(
    `- no Node 24 for this platform (${process.platform} ${process.arch}): the run with the SDK 3.x is left out`,
  );
}

const all = (key) => suites.flatMap((result) => result[key]);
const total = (key) => suites.reduce((sum, result) => sum + result[key], 0);
const failures = all('failures');
tell('failed beside other tests, and passed when run again alone', all('unsteady'));
tell('failed', failures);
console.log(`${total('passed')} passed, ${failures.length} failed, ${total('skipped')} skipped`);
process.exit(failures.length === 0 ? 0 : 1);
