import type { RuleProblem } from '@otelwire/core';
import { hasPlaceForPrefix, noPlaceForPrefix } from '../client/client-rules.js';
import type { graphiteSchema } from '../options.js';
import { wireRules } from '../wire-rules.js';
import type { ExporterValues } from './make-exporter.js';

/** What the options of an exporter say against each other. */
export function exporterRules(values: ExporterValues): RuleProblem<typeof graphiteSchema>[] {
  const { pathTemplate, prefix } = values;
  const problems: RuleProblem<typeof graphiteSchema>[] = wireRules(values);
  if (prefix !== '' && !hasPlaceForPrefix(pathTemplate)) {
    problems.push({ option: 'prefix', problem: noPlaceForPrefix, needs: ['pathTemplate'] });
  }
  return problems;
}
