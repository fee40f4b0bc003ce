import type { RuleProblem, Values } from '@otelwire/core';
import { piecesOf } from '../wire/template.js';
import { wireRules } from '../wire-rules.js';
import type { graphiteClientSchema } from './client-schema.js';

type ClientValues = Values<typeof graphiteClientSchema>;
type Problem = RuleProblem<typeof graphiteClientSchema>;

/** What the options of a client say against each other, and what only exporters can do. */
export function clientRules(values: ClientValues): Problem[] {
  return [...wireRules(values), ...resourceProblems(values)];
}

function resourceProblems({ pathTemplate }: ClientValues): Problem[] {
  if (pathTemplate === undefined) return [];
  const keys = piecesOf(pathTemplate).flatMap((piece) => (piece.kind === 'resource' ? [piece.key] : []));
  if (keys.length === 0) return [];
  const given = keys.map((key) => `{resource:${key}}`).join(' and ');
  const instead = keys.map((key) => `{attr:${key}}`).join(' and ');
  const problem = `a client has no OpenTelemetry resource for ${given}; write ${instead} and give globalTags, or write text`;
  return [{ option: 'pathTemplate', problem }];
}
