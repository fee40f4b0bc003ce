import type { Values } from '@otelwire/core';
import { type PathTemplate, piecesOf } from './wire/template.js';
import type { wireSchema } from './wire-schema.js';

export type WireValues = Values<typeof wireSchema>;

interface Problem {
  readonly option: 'prefix' | 'protocol' | 'apiKey' | 'headers' | 'maxPayloadBytes';
  readonly problem: string;
  readonly needs: readonly ('endpoint' | 'pathTemplate')[];
}

/** Why a prefix is of no use. */
export const noPlaceForPrefix = 'the path template has no place for it; write {prefix} there';

/** What the kernel takes as one datagram. */
const MAX_DATAGRAM_BYTES = 65_507;

export function isHttp(endpoint: WireValues['endpoint']): endpoint is NonNullable<WireValues['endpoint']> & {
  readonly scheme: 'http' | 'https';
} {
  return endpoint?.scheme === 'http' || endpoint?.scheme === 'https';
}

/** Whether a prefix shows in paths. */
export function hasPlaceForPrefix(template: PathTemplate | undefined): boolean {
  return template === undefined || piecesOf(template).some(({ kind }) => kind === 'prefix');
}

/** What the options say against each other. */
export function wireRules(values: WireValues): Problem[] {
  return [...endpointProblems(values), ...prefixProblems(values)];
}

function prefixProblems({ pathTemplate, prefix }: WireValues): Problem[] {
  if (prefix === '' || hasPlaceForPrefix(pathTemplate)) return [];
  return [{ option: 'prefix', problem: noPlaceForPrefix, needs: ['pathTemplate'] }];
}

/** What does not go with the endpoint. */
function endpointProblems(values: WireValues): Problem[] {
  const found = {
    protocol: protocolProblem(values),
    apiKey: apiKeyProblem(values),
    headers: headersProblem(values),
    maxPayloadBytes: payloadProblem(values),
  };
  return Object.entries(found).flatMap(([option, problem]) =>
    problem === undefined ? [] : [{ option: option as Problem['option'], problem, needs: ['endpoint'] }],
  );
}

function protocolProblem({ endpoint, protocol, transport }: WireValues): string | undefined {
  const scheme = endpoint?.scheme ?? 'tcp';
  const isTaken = protocol !== 'pickle' || transport !== undefined || scheme === 'tcp' || scheme === 'tls';
  return isTaken ? undefined : `pickle goes over tcp:// and tls:// only, not over ${scheme}:`;
}

/** Its parts have what no relay rewrites; beyond Latin-1, there are no headers. */
function apiKeyProblem({ apiKey = '', endpoint }: WireValues): string | undefined {
  if (apiKey === '') return undefined;
  if (isHttp(endpoint)) {
    return /^[\x20-\x7e\xa0-\xff]*$/.test(apiKey) ? undefined : 'it has characters that HTTP does not allow';
  }
  if (/^[A-Za-z0-9_:#-]+(?:\.[A-Za-z0-9_:#-]+)*$/.test(apiKey)) return undefined;
  return 'as the first part of a path it may have letters, digits, `_`, `-`, `:`, `#`, and dots between them only';
}

function headersProblem({ endpoint, headers }: WireValues): string | undefined {
  const isTaken = Object.keys(headers).length === 0 || isHttp(endpoint);
  return isTaken ? undefined : 'only http(s):// endpoints have headers';
}

function payloadProblem({ endpoint, maxPayloadBytes = 0 }: WireValues): string | undefined {
  const isTaken = endpoint?.scheme !== 'udp' || maxPayloadBytes <= MAX_DATAGRAM_BYTES;
  return isTaken ? undefined : `a datagram has ${MAX_DATAGRAM_BYTES} bytes at the most`;
}
