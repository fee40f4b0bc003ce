import { describe, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import type { StatHatMetricExporterOptions } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';

import { others, sentWith } from './option-effects.ts';

const warnings = diagWarnings();
/** Options that change what is on the wire: in code, in a variable, and a line that only they bring about. */
type Effect = readonly [options: StatHatMetricExporterOptions, variable: string, value: string, sees: RegExp];
const effects: Record<string, Effect> = {
  ezKey: [{ ezKey: 'other' }, 'EZ_KEY', 'other', /^ezkey,other$/m],
  dialect: [{ dialect: 'ezstat' }, 'DIALECT', 'EzStat', /^9 requests$/m],
  bulk: [{ bulk: false }, 'BULK', 'false', /^9 requests$/m],
  maxItems: [{ maxItems: 5 }, 'MAX_ITEMS', '5', /^3 requests$/m],
  maxNewNames: [{ maxNewNames: 1 }, 'MAX_NEW_NAMES', '1', /^depth: value -5\n1 requests$/m],
  prefix: [{ prefix: 'shop' }, 'PREFIX', 'shop', /^shop depth: value -5$/m],
  percentiles: [{ percentiles: [75] }, 'PERCENTILES', '75', /^latency p75: value 4$/m],
  'attributes.include': [
    { attributes: { include: ['reg*'] } },
    'ATTRIBUTES_INCLUDE',
    'reg*',
    /^orders region=eu: count 1$/m,
  ],
  resourceAttributes: [
    { resourceAttributes: ['host.name'] },
    'RESOURCE_ATTRIBUTES',
    'host.name',
    /^depth host\.name=web-1: value -5$/m,
  ],
  processAttribute: [{ processAttribute: 'pod=a' }, 'PROCESS_ATTRIBUTE', 'pod=a', /^depth pod=a: value -5$/m],
  temporalityPreference: [
    { temporalityPreference: 'cumulative' },
    'TEMPORALITY_PREFERENCE',
    'cumulative',
    /^orders: value 3$/m,
  ],
};

describe.each(Object.entries(effects))('%s', (_name, [options, variable, value, sees]) => {
  it('changes what is sent', async () => {
    expect(await sentWith({})).not.toMatch(sees);
    expect(await sentWith(options)).toMatch(sees);
  });

  it.each(['OTEL_EXPORTER_STATHAT_', 'OTELWIRE_STATHAT_'])('has a variable: %s…', async (prefix) => {
    vi.stubEnv(prefix + variable, value);
    expect(await sentWith(variable === 'EZ_KEY' ? { ezKey: undefined } : {})).toMatch(sees);
    expect(warnings.filter((warning) => warning.includes(variable))).toEqual([]);
  });
});

// those of the spool have tests of their own
const { attributes, spool: _, ...flat } = optionTables.stathat.schema;
const attributeOptions = Object.entries(attributes).map(
  ([name, one]) => [`attributes.${name}`, one] as const,
);
const schema = new Map<string, { readonly describe: string; readonly env?: string | undefined }>([
  ...Object.entries(flat),
  ...attributeOptions,
]);

it.each(Object.entries(others))('%s has its effect', (name, check) =>
  check((value) => {
    const [group, member] = name.split('.') as [string, string?];
    return { [group]: member === undefined ? value : { [member]: value } };
  }),
);

const variables = Object.keys(others).flatMap((name) => {
  const { env } = schema.get(name)!;
  return env === undefined ? [] : [{ name, env }];
});

it.each(variables)('$name has the variable OTEL_EXPORTER_STATHAT_$env', async ({ name, env }) => {
  await others[name]!((value, text = String(value)) => {
    vi.stubEnv(`OTEL_EXPORTER_STATHAT_${env}`, text);
    return {};
  });
  expect(warnings.filter((warning) => warning.includes(env))).toEqual([]);
});

it('every option is in these tests, and every variable', () => {
  const names = [...Object.keys(effects), ...Object.keys(others)];
  expect(names.sort()).toEqual([...schema.keys()].sort());
  for (const [name, [, variable]] of Object.entries(effects)) expect(schema.get(name)!.env).toBe(variable);
});
