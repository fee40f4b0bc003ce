// Everything that has to hold before a change lands: node tools/check.mjs
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './pnpm.mjs';
import { run, step } from './step.mjs';

const { execPath } = process;
const packages = readdirSync(join(root, 'packages'));
const newerNode = join(root, 'test/sdk-3/node_modules/node24/bin/node');

const steps = [
  [
    'build: TypeScript to ESM and CommonJS',
    [
      ['tsc', '-b'],
      [execPath, 'tools/finish-cjs.mjs'],
    ],
  ],
  ['lint and format', [['biome', 'check', '--error-on-warnings', '.']]],
  ['types of the tests', [['tsc', '-p', 'tsconfig.test.json']]],
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

/** Runs the suite and returns how many tests passed, failed and were skipped. */
async function suite(name, node, env) {
  const folder = mkdtempSync(join(tmpdir(), 'otelwire-'));
  const report = join(folder, 'report.json');
  console.log(`… ${name}`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(node, args, { env, show: true });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  rmSync(folder, { recursive: true });
  const failed = numFailedTests === 0 && code !== 0 ? 1 : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

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

const total = (key) => suites.reduce((sum, counts) => sum + counts[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exit(total('failed') === 0 ? 0 : 1);
