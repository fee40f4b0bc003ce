// Runs the whole suite with one Node and one SDK, and says at the end what failed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './pnpm.mjs';
import { run } from './step.mjs';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/**
 * Runs the suite. Files in which a test failed run once more, one at a time with nothing beside them: sockets, child processes and real
 * servers on a busy machine can starve. What fails there too has failed; what passes then is counted as passed and told as unsteady.
 */
export async function suite(name, node, env) {
  console.log(`… ${name}`);
  const first = await vitestRun(node, env, []);
  if (first.failures.length === 0 || first.broken) return { ...first, unsteady: [] };
  console.log(`… once more, alone: ${first.files.join(' ')}`);
  const second = await vitestRun(node, env, ['--no-file-parallelism', ...first.files]);
  const still = new Set(second.failures.map(({ test }) => test));
  const unsteady = second.broken ? [] : first.failures.filter(({ test }) => !still.has(test));
  return { ...first, passed: first.passed + unsteady.length, failures: second.failures, unsteady };
}

async function vitestRun(node, env, args) {
  const folder = mkdtempSync(join(tmpdir(), 'otelwire-suite-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(node, [vitest, 'run', ...reporters, ...args], { env, show: true });
  const text = existsSync(report) ? readFileSync(report, 'utf8') : undefined;
  rmSync(folder, { recursive: true });
  return text === undefined
    ? brokenRun(`vitest wrote no report (exit code ${code})`)
    : readReport(text, code);
}

function readReport(text, code) {
  const { testResults, numPassedTests, numPendingTests, numTodoTests } = JSON.parse(text);
  const failures = testResults.flatMap(failuresOf);
  // an error outside of any test: an unhandled rejection, say
  if (failures.length === 0 && code !== 0) return brokenRun(`vitest ended with exit code ${code}`);
  const files = [...new Set(failures.map(({ file }) => file))];
  return { passed: numPassedTests, skipped: numPendingTests + numTodoTests, failures, files };
}

function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [{ file, test: file, message }];
  return failed.map(({ fullName, failureMessages }) => ({
    file,
    test: `${file}: ${fullName}`,
    message: failureMessages[0] ?? '',
  }));
}

function brokenRun(message) {
  return { passed: 0, skipped: 0, failures: [{ test: 'the run itself', message }], files: [], broken: true };
}

/** A line a test, with the beginning of what it said. */
export function tell(heading, failures) {
  if (failures.length === 0) return;
  console.log(`${heading}:`);
  for (const { test, message } of failures) {
    const own = message.split('\n').filter((line) => !line.includes('node_modules'));
    console.log(`  ✗ ${test}\n    ${own.slice(0, 12).join('\n    ')}`);
  }
}
