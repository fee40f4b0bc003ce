import { describe, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { ConfigError, StatHatMetricExporter } from '../../src/index.ts';

const warnings = diagWarnings();

/** What a constructor throws; options may be anything, as in JavaScript. */
function problemsOf(options?: object): readonly string[] {
  try {
    new StatHatMetricExporter(options);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
  return [];
}

describe('bad options', () => {
  it('are named all at once, each with what is allowed', () => {
    const problems = problemsOf({
      ezKey: '',
      endpoint: 'tcp://x:1',
      dialect: 'statflow',
      maxItems: 1001,
      statKeys: { orders: 7 },
      headers: { 'a b': 'x' },
      prefx: 'shop',
    });
    expect(problems).toEqual([
      expect.stringMatching(/^'prefx' is not an option; did you mean prefix\?$/),
      expect.stringMatching(/^endpoint is invalid: .*expected https:/),
      expect.stringMatching(/^dialect is invalid: 'statflow'; expected one of stathat, ezstat$/),
      expect.stringMatching(/^ezKey is invalid; expected text of 1 to 1000 characters$/),
      expect.stringMatching(/^statKeys is invalid; expected an object whose values are text/),
      expect.stringMatching(/^maxItems is invalid: 1001; expected a whole number from 1 to 1000$/),
      expect.stringMatching(/^headers is invalid; /),
    ]);
  });

  it.each([
    [
      'no key',
      undefined,
      /^a key is needed: ezKey \(OTEL_EXPORTER_STATHAT_EZ_KEY\), or userKey with statKeys$/,
    ],
    ['a user key alone', { userKey: 'u' }, /^a key is needed/],
    ['keys of stats alone', { statKeys: { a: 'b' } }, /^statKeys is invalid; stats with keys need userKey/],
    ['keys of stats beside an EZ key', { ezKey: 'k', statKeys: { a: 'b' } }, /^statKeys is invalid/],
  ])('%s', (_name, options, problem) => {
    expect(problemsOf(options)).toEqual([expect.stringMatching(problem)]);
  });

  it('in variables are said, and the default is used', () => {
    vi.stubEnv('OTEL_EXPORTER_STATHAT_EZ_KEY', 'k');
    vi.stubEnv('OTEL_EXPORTER_STATHAT_MAX_ITEMS', '1001');
    vi.stubEnv('OTEL_EXPORTER_STATHAT_STAT_KEYS', 'orders=hunter2');
    expect(problemsOf()).toEqual([]);
    expect(warnings).toHaveLength(2);
    expect(warnings.join()).toMatch(/STAT_KEYS is invalid; stats with keys need userKey/);
    expect(warnings.join()).not.toContain('hunter2');
  });
});

it.each([
  ['an EZ key', { ezKey: 'k' }],
  ['a user key with keys of stats', { userKey: 'u', statKeys: { a: 'b' } }],
  ['both', { ezKey: 'k', userKey: 'u', statKeys: { a: 'b' } }],
])('%s is enough', (_name, options) => {
  expect(problemsOf(options)).toEqual([]);
});

it('what is asked of the SDK: amounts as deltas, levels as they are, exponential histograms', () => {
  const exporter = new StatHatMetricExporter({ ezKey: 'k' });
  const [DELTA, CUMULATIVE] = [0, 1];
  const asked = (type: string) => exporter.selectAggregationTemporality(type as never);
  for (const type of ['COUNTER', 'OBSERVABLE_COUNTER', 'HISTOGRAM']) expect(asked(type)).toBe(DELTA);
  for (const type of ['UP_DOWN_COUNTER', 'OBSERVABLE_UP_DOWN_COUNTER', 'GAUGE']) {
    expect(asked(type)).toBe(CUMULATIVE);
  }
  expect(exporter.selectAggregation?.('HISTOGRAM' as never)).toMatchObject({ type: 5 });
});
