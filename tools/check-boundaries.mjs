// Who may depend on whom: register → backends → core, sandbox → core. A backend never imports a backend, a client never
// imports OpenTelemetry, and core knows no vendor.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pnpm.mjs';

const backends = ['statsd', 'graphite', 'stathat', 'stride', 'initial-state'];
const allowed = {
  core: [],
  sandbox: ['core'],
  register: ['core', ...backends],
  ...Object.fromEntries(backends.map((name) => [name, ['core']])),
};
/** Words that only a backend may know; `carbon` and the like may stand in comments, as the reason for a bound. */
const vendorWords = /statsd|graphite|stathat|stride|initial.?state|DD_|8125|2003/i;

function sources(name) {
  const files = readdirSync(join(root, 'packages', name, 'src'), { recursive: true });
  return files.filter((file) => file.endsWith('.ts')).map((file) => join('packages', name, 'src', file));
}

function* importsOf(text) {
  for (const [, from] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) yield from;
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}

const problems = [];
for (const name of readdirSync(join(root, 'packages'))) {
  for (const file of sources(name)) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const from of importsOf(text)) {
      const [, other] = /^@otelwire\/([^/]+)/.exec(from) ?? [];
      if (other !== undefined && !allowed[name]?.includes(other)) problems.push(`${file} imports ${from}`);
      const isHttp = file.startsWith(join('packages', 'core', 'src', 'http'));
      if (from === 'undici' && !isHttp) problems.push(`${file} imports undici: only core's http does`);
      if (name === 'core' && !isHttp && /\/http\//.test(from)) {
        problems.push(`${file} imports ${from}: only those who import @otelwire/core/http want it`);
      }
      const isClient = file.includes('/src/client/');
      if (isClient && (from.startsWith('@opentelemetry/') || from === '@otelwire/core/otel')) {
        problems.push(`${file} imports ${from}: a client works without OpenTelemetry`);
      }
    }
    if (/from\s*'undici'/.test(text))
      problems.push(`${file}: undici is loaded by the first send, by import()`);
    const word = name === 'core' ? vendorWords.exec(withoutComments(text)) : null;
    if (word !== null) problems.push(`${file} says '${word[0]}': core knows no vendor`);
  }
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
