import { expect, it } from 'vitest';
import { spoolEffects } from '../../../core/test/spool/spool-effects.ts';
import { StatsdMetricExporter } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';

const effects = spoolEffects((options) => new StatsdMetricExporter(options));

it.each(Object.entries(effects))('%s has its effect', (_name, check) => check());

it('no option of the spool is missing here', () => {
  const names = Object.keys(optionTables.statsd.schema.spool).map((name) => `spool.${name}`);
  expect(Object.keys(effects).sort()).toEqual(names.sort());
});
