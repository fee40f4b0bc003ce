import { describe, expect, test } from 'vitest';
import { problemsOf, type Rules, resolve } from './sample-schema.ts';

describe('the value of an option', () => {
  test('is the one in code, else the one in the environment, else the default, and its source is told', () => {
    const env = { OTEL_EXPORTER_X_TIMEOUT: '5000', OTEL_EXPORTER_X_PROTOCOL: 'PICKLE' };
    const { values, sources } = resolve({ timeoutMillis: 1, protocol: undefined }, env);
    expect([values.timeoutMillis, values.protocol, values.maxPayloadBytes]).toEqual([1, 'pickle', 1432]);
    expect([sources.timeoutMillis, sources.protocol, sources.maxPayloadBytes]).toEqual([
      'code',
      'env',
      'default',
    ]);
  });

  test('is found without any options at all', () => {
    expect(resolve().values).toEqual({
      endpoint: { scheme: 'udp', host: '127.0.0.1', port: 8125 },
      timeoutMillis: 10_000,
      protocol: 'plaintext',
      resourceAttributes: [],
      attributes: { include: undefined, exclude: [] },
      tags: {},
      apiKey: undefined,
      detectOrigin: true,
      maxPayloadBytes: 1432,
      onProblem: undefined,
      logger: undefined,
    });
  });

  test('may be nested, with a variable for each part', () => {
    const code = { attributes: { include: ['a'] } };
    const { values, sources } = resolve(code, { OTEL_EXPORTER_X_ATTRIBUTES_EXCLUDE: 'b,c' });
    expect(values.attributes).toEqual({ include: ['a'], exclude: ['b', 'c'] });
    expect(sources.attributes).toEqual({ include: 'code', exclude: 'env' });
  });
});

describe('in the environment', () => {
  test('the first prefix wins, and empty means unset', () => {
    const env = { OTEL_EXPORTER_X_TIMEOUT: '  ', OTELWIRE_X_TIMEOUT: ' 7 ', OTELWIRE_X_MAX: '8' };
    const { values, warnings } = resolve({}, { ...env, OTEL_EXPORTER_X_MAX: '9' });
    expect([values.timeoutMillis, values.maxPayloadBytes]).toEqual([7, 9]);
    expect(warnings).toEqual([]);
  });

  test('a bad value is warned about with the value given, and the default is used', () => {
    const { values, warnings } = resolve(
      {},
      { OTEL_EXPORTER_X_TIMEOUT: '10s', OTEL_EXPORTER_X_RESOURCE: ',' },
    );
    expect(values.timeoutMillis).toBe(10_000);
    expect(warnings).toEqual([
      "OTEL_EXPORTER_X_TIMEOUT is invalid: '10s'; expected a whole number of milliseconds from 1 to 2147483647; using 10000",
      "OTEL_EXPORTER_X_RESOURCE is invalid: ','; expected a list separated by commas; using []",
    ]);
  });

  test('after a bad value the next variable is asked', () => {
    const { values, sources, warnings } = resolve(
      {},
      { OTEL_EXPORTER_X_ENDPOINT: 'nowhere', AGENT_HOST: 'agent' },
    );
    expect(values.endpoint).toEqual({ scheme: 'udp', host: 'agent', port: 8125 });
    expect(sources.endpoint).toBe('env');
    expect(warnings[0]).toMatch(
      /^OTEL_EXPORTER_X_ENDPOINT is invalid: 'nowhere'; .*; using udp:\/\/agent:8125$/,
    );
  });

  test('several variables of others can make up one value', () => {
    expect(resolve({}, { AGENT_HOST: 'a', AGENT_PORT: '9' }).values.endpoint).toMatchObject({
      host: 'a',
      port: 9,
    });
    expect(resolve({}, { AGENT_HOST: 'a', AGENT_URL: 'udp://b' }).values.endpoint).toMatchObject({
      host: 'b',
    });
    expect(resolve({}, { AGENT_HOST: 'a', AGENT_PORT: 'x' }).warnings[0]).toMatch(
      /^AGENT_HOST, AGENT_PORT is invalid: 'udp:\/\/a:x'; the port is not a number/,
    );
  });

  test('what code sets is not looked at', () => {
    expect(resolve({ timeoutMillis: 1 }, { OTEL_EXPORTER_X_TIMEOUT: '10s' }).warnings).toEqual([]);
  });

  test('a bad value without a default is ignored', () => {
    const { warnings } = resolve({}, { OTEL_EXPORTER_X_ATTRIBUTES_INCLUDE: ',' });
    expect(warnings[0]).toMatch(/; ignoring it$/);
  });
});

describe('a rule over several options', () => {
  const rules: Rules = ({ maxPayloadBytes, endpoint }) =>
    endpoint.scheme === 'udp' && maxPayloadBytes > 65507
      ? [{ option: 'maxPayloadBytes', problem: 'expected at most 65507 with udp' }]
      : [];

  test('throws for what code gave', () => {
    expect(problemsOf({ maxPayloadBytes: 70_000 }, {}, rules)).toEqual([
      'maxPayloadBytes is invalid; expected at most 65507 with udp',
    ]);
    expect(problemsOf({ maxPayloadBytes: 70_000, endpoint: 'unix:///a' }, {}, rules)).toEqual([]);
    expect(problemsOf({}, {}, () => ['key or keys is needed'])).toEqual(['key or keys is needed']);
  });

  test('warns for what the environment gave, and the default is used', () => {
    const { values, sources, warnings } = resolve({}, { OTEL_EXPORTER_X_MAX: '70000' }, rules);
    expect([values.maxPayloadBytes, sources.maxPayloadBytes]).toEqual([1432, 'default']);
    expect(warnings).toEqual([
      'OTEL_EXPORTER_X_MAX is invalid: 70000; expected at most 65507 with udp; using 1432',
    ]);
  });

  test('is heard together with what else is wrong, unless it looked at something that is wrong itself', () => {
    const needing: Rules = (values) =>
      rules(values).map((found) => (typeof found === 'object' ? { ...found, needs: ['endpoint'] } : found));
    const late = 'timeoutMillis is invalid: 0; expected a whole number of milliseconds from 1 to 2147483647';
    expect(problemsOf({ timeoutMillis: 0, maxPayloadBytes: 70_000 }, {}, needing)).toEqual([
      late,
      'maxPayloadBytes is invalid; expected at most 65507 with udp',
    ]);
    expect(problemsOf({ endpoint: 'x', maxPayloadBytes: 70_000 }, {}, needing)).toHaveLength(1);
    expect(problemsOf({ timeoutMillis: 0 }, {}, () => ['key or keys is needed'])).toEqual([late]);
  });

  test('lets a variable give way to code that does not go with it', () => {
    const clash: Rules = ({ protocol, detectOrigin }) =>
      protocol === 'pickle' && detectOrigin
        ? [{ option: 'detectOrigin', problem: 'not with pickle', needs: ['protocol'] }]
        : [];
    const { values, warnings } = resolve(
      { detectOrigin: true },
      { OTEL_EXPORTER_X_PROTOCOL: 'pickle' },
      clash,
    );
    expect(values.protocol).toBe('plaintext');
    expect(warnings).toEqual([
      "OTEL_EXPORTER_X_PROTOCOL is invalid: 'pickle'; not with pickle; using 'plaintext'",
    ]);
    expect(problemsOf({ detectOrigin: true, protocol: 'pickle' }, {}, clash)).toHaveLength(1);
  });

  test('that refuses even the default throws, and does not ask for ever', () => {
    const never: Rules = () => [{ option: 'timeoutMillis', problem: 'no' }];
    expect(problemsOf({}, { OTEL_EXPORTER_X_TIMEOUT: '5' }, never)).toEqual(['timeoutMillis is invalid; no']);
  });
});
