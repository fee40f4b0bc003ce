import type { RuleProblem, Values } from '@otelwire/core';
import type { PathTemplate } from '../wire/template.js';
import { wireRules } from '../wire-rules.js';
import type { graphiteClientSchema } from './client-schema.js';

type ClientValues = Values<typeof graphiteClientSchema>;
type Problem = RuleProblem<typeof graphiteClientSchema>;

/** Why a prefix is of no use. */
export const noPlaceForPrefix = 'the path template has no place for it; write {prefix} there';

/** What the options of a client say against each other, and what only exporters can do. */
export function clientRules(values: ClientValues): Problem[] {
  return [...wireRules(values), ...prefixProblems(values), ...resourceProblems(values)];
}

/** Whether a prefix shows in paths. */
export function hasPlaceForPrefix(template: PathTemplate | undefined): boolean {
  return template === undefined || piecesOf(template).some(({ kind }) => kind === 'prefix');
}

function prefixProblems({ pathTemplate, prefix }: ClientValues): Problem[] {
  if (prefix === '' || hasPlaceForPrefix(pathTemplate)) return [];
  return [{ option: 'prefix', problem: noPlaceForPrefix, needs: ['pathTemplate'] }];
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

function piecesOf({ before, after }: PathTemplate) {
  return [...before, ...after];
}
