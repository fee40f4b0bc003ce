import type { RuleProblem } from '@otelwire/core';
import type { strideSchema } from '../options.js';
import { namesOf } from './field-names.js';
import type { ExporterValues } from './make-exporter.js';

type Problem = RuleProblem<typeof strideSchema>;

/** What the options of an exporter say against each other. */
export function exporterRules(values: ExporterValues): Problem[] {
  const problems: (Problem | undefined)[] = [
    endpointProblem(values),
    keyProblem(values),
    latinProblem(values),
    bodyProblem(values),
    columnProblem(values),
  ];
  return problems.filter((problem) => problem !== undefined);
}

/** Nothing of Stride's answers any more: a default would send data and keys to whoever has its domain. */
function endpointProblem({ endpoint, transport }: ExporterValues): Problem | undefined {
  if (endpoint !== undefined || transport !== undefined) return undefined;
  return 'endpoint is missing: give it in code or set OTEL_EXPORTER_STRIDE_ENDPOINT';
}

function keyProblem({ apiKey, auth, endpoint, headers, transport }: ExporterValues): Problem | undefined {
  if (apiKey !== undefined || endpoint === undefined || transport !== undefined) return undefined;
  if (auth === undefined || auth === 'none') return undefined;
  if (auth === 'basic' && (endpoint.url.username !== '' || headers.authorization !== undefined))
    return undefined;
  return { option: 'auth', problem: 'it needs an apiKey', needs: ['endpoint'] };
}

/** Beyond Latin-1 there are no headers; within `basic` there are no limits but the colon, which ends a user. */
function latinProblem({ apiKey = '', auth }: ExporterValues): Problem | undefined {
  if (auth === 'none') return undefined;
  if (auth === 'bearer') {
    if (/^[\x20-\x7e\xa0-\xff]*$/.test(apiKey)) return undefined;
    return { option: 'apiKey', problem: 'it has characters that HTTP does not allow' };
  }
  if (!apiKey.includes(':')) return undefined;
  return { option: 'apiKey', problem: 'it has a colon; a user and password belong into the endpoint' };
}

function bodyProblem({ body, streamPerMetric }: ExporterValues): Problem | undefined {
  if (!streamPerMetric || body === undefined || body === 'multi-stream') return undefined;
  const problem = 'with streamPerMetric it can only be multi-stream';
  return { option: 'body', problem, needs: ['streamPerMetric'] };
}

/** An attribute must not become a field that an event has already. */
function columnProblem(values: ExporterValues): Problem | undefined {
  if (!values.flatten) return undefined;
  const names = namesOf(values);
  const prefixes = [`${names.attributes}_`, `${names.resource}_`];
  const taken = Object.values(names).find((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  if (taken === undefined && prefixes[0] !== prefixes[1]) return undefined;
  const problem = 'with flatten, no name may begin as those of attributes do';
  return { option: 'fieldNames', problem, needs: ['flatten'] };
}
