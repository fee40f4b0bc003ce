import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveOptions } from '../../src/config/options.ts';
import { option } from '../../src/config/schema.ts';
import { text } from '../../src/config/text-parsers.ts';
import { problemsOf, type Rules, resolve, schema } from './sample-schema.ts';

describe('what is wrong in code', () => {
  test('is all in one error', () => {
    const code = {
      endpoint: 'udp:/x',
      timeoutMillis: -5,
      protocol: 'protobuf',
      attributes: { include: 'a' },
    };
    expect(problemsOf({ ...code, timeout: 5, attribute: {}, zzz: 1 })).toEqual([
      "'timeout' is not an option; did you mean timeoutMillis?",
      "'attribute' is not an option; did you mean attributes?",
      expect.stringMatching(/^'zzz' is not an option; known are endpoint, timeoutMillis, /),
      "endpoint is invalid: 'udp:/x'; two slashes must follow the scheme; expected udp://host[:8125] or unix:///path, for example udp://localhost:8125",
      'timeoutMillis is invalid: -5; expected a whole number of milliseconds from 1 to 2147483647',
      "protocol is invalid: 'protobuf'; expected one of plaintext, pickle",
      "attributes.include is invalid: 'a'; expected an array of text",
    ]);
  });

  test('in a nested object is named in full', () => {
    expect(problemsOf({ attributes: { inclde: [] } })).toEqual([
      "'attributes.inclde' is not an option; did you mean attributes.include?",
    ]);
    expect(problemsOf({ attributes: 5 })).toEqual([
      'attributes is invalid: 5; expected an object with include, exclude',
    ]);
  });

  test('is null where a value should be, but never undefined', () => {
    expect(problemsOf({ timeoutMillis: null, attributes: null })).toHaveLength(2);
    expect(problemsOf({ timeoutMillis: undefined, attributes: undefined, unknown: undefined })).toEqual([]);
  });

  test('is anything but an object in place of the options', () => {
    expect(problemsOf('udp://u:pw@x')[0]).toMatch(
      /^the options are not an object: 'udp:\/\/\*\*\*@x'; expected an/,
    );
    expect(problemsOf([])).toHaveLength(1);
  });

  test('is shown shortened, on one line, and of objects only the names', () => {
    expect(problemsOf({ timeoutMillis: `a\n${'x'.repeat(999)}` })[0]).toMatch(/: 'a\\u000ax{78}…'; expected/);
    expect(problemsOf({ timeoutMillis: `a\n` })[0]).toContain("'a\\u000a'");
    expect(problemsOf({ timeoutMillis: { password: 'SECRET' } })[0]).toContain('an object with password;');
    expect(problemsOf({ timeoutMillis: [1, { a: 'SECRET' }, 'b'] })[0]).toContain("[1, {…}, 'b'];");
  });

  test('names a missing option, and the variable that could set it', () => {
    const needed = { key: option({ type: text(), env: 'KEY', required: true, describe: 'The key.' }) };
    const context = { subject: 'X', envPrefixes: ['P_'], env: {}, warn: () => {} };
    expect(() => resolveOptions(needed, {}, context)).toThrow(
      'key is missing: give it in code or set P_KEY; expected text',
    );
    const { values } = resolveOptions(needed, {}, { ...context, env: { P_KEY: 'k' } });
    const key: string = values.key;
    expect(key).toBe('k');
  });
});

describe('a secret', () => {
  test('is in no message, wherever it was given', () => {
    const bad = 'SECRET\n';
    expect(problemsOf({ apiKey: bad })).toEqual([
      'apiKey is invalid; it contains a control character; expected text that is not empty',
    ]);
    expect(problemsOf({ apiKey: ['SECRET'] }).join()).not.toContain('SECRET');
    const { warnings } = resolve({}, { OTEL_EXPORTER_X_KEY: 'SEC\nRET', OTELWIRE_X_KEY: 'SECRET' });
    expect(warnings).toEqual([
      'OTEL_EXPORTER_X_KEY is invalid; it contains a control character; expected text that is not empty; ignoring it',
    ]);
    const rules: Rules = ({ apiKey }) => (apiKey ? [{ option: 'apiKey', problem: 'not with udp' }] : []);
    expect(resolve({}, { OTEL_EXPORTER_X_KEY: 'SECRET' }, rules).warnings.join()).not.toContain('SECRET');
  });

  test('in an address is hidden in every option', () => {
    const address = 'http://user:SECRET@host/?key=SECRET';
    const problems = problemsOf({
      endpoint: address,
      timeoutMillis: address,
      attributes: address,
      tags: address,
    });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain('SECRET');
    expect(resolve({}, { OTEL_EXPORTER_X_ENDPOINT: address }).warnings.join()).not.toContain('SECRET');
  });
});

test('whatever code and environment hold, nothing but a ConfigError is thrown', () => {
  const name = fc.constantFrom(...Object.keys(schema), 'timeout', '__proto__', 'constructor');
  const variable = fc
    .constantFrom('ENDPOINT', 'TIMEOUT', 'TAGS', 'KEY', 'MAX')
    .map((one) => `OTEL_EXPORTER_X_${one}`);
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.dictionary(name, fc.anything()), fc.dictionary(variable, text), (code, env) => {
      for (const problem of problemsOf(code, env)) expect(problem).not.toMatch(/\p{Cc}/u);
    }),
    { numRuns: 2000 },
  );
});
