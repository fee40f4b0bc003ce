import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { statHatClassicClientSchema, statHatEzClientSchema } from '../../src/client/client-schema.ts';
import { lifeEffects } from './life-effects.ts';
import { EZ_KEY } from './server.ts';
import { wayEffects } from './way-effects.ts';

const effects = { ...wayEffects, ...lifeEffects };

beforeEach(() => {
  vi.stubEnv('OTELWIRE_STATHAT_EZ_KEY', EZ_KEY);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const schema: Record<string, { readonly describe: string; readonly env?: string | undefined }> = {
  ...statHatEzClientSchema,
  ...statHatClassicClientSchema,
};

test.each(Object.entries(effects))('%s has its effect', (name, check) =>
  check((value) => ({ [name]: value })),
);

const variables = Object.entries(schema).flatMap(([name, { env }]) =>
  env === undefined ? [] : [{ name, env }],
);

test.each(variables)('$name has the variable OTELWIRE_STATHAT_$env', ({ name, env }) =>
  effects[name]!((value, text = String(value)) => {
    vi.stubEnv(`OTELWIRE_STATHAT_${env}`, text);
    return {};
  }),
);

test('no option is missing here', () => {
  expect(Object.keys(effects).sort()).toEqual(Object.keys(schema).sort());
});
