import type { RuleProblem } from '@otelwire/core';
import type { statHatSchema } from '../options.js';
import type { ExporterValues } from './make-exporter.js';

/** What the options of an exporter say against each other. */
export function exporterRules(values: ExporterValues): RuleProblem<typeof statHatSchema>[] {
  const { ezKey, statKeys, userKey } = values;
  const hasStatKeys = Object.keys(statKeys).length > 0;
  if (hasStatKeys && userKey === undefined) {
    return [{ option: 'statKeys', problem: 'stats with keys need userKey, too' }];
  }
  if (ezKey !== undefined || hasStatKeys) return [];
  return ['a key is needed: ezKey (OTEL_EXPORTER_STATHAT_EZ_KEY), or userKey with statKeys'];
}
