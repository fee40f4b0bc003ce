import { quote } from '../defect.js';
import { SandboxError } from '../error.js';
import type { Fault, FaultKind } from './fault.js';

const statuses: readonly number[] = [429, 500, 503];
/** Ten minutes: beyond it, `stall` is what is meant. */
const maxSlowMillis = 600_000;

/** Throws unless `fault` is one of these kinds, and its numbers are among those that it may have. */
export function checkFault(fault: Fault, kinds: readonly FaultKind[]): void {
  const problem = kinds.includes(fault.kind)
    ? problemOf(fault)
    : `kind: ${quote(String(fault.kind))} is not one of ${kinds.join(', ')}, which is what can go wrong here`;
  if (problem !== undefined) throw new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', `fault: ${problem}`);
}

function problemOf(fault: Fault): string | undefined {
  if (fault.kind === 'slow' && !isBetween(fault.millis, 1, maxSlowMillis)) {
    return `millis: ${quote(String(fault.millis))} is no number from 1 to ${maxSlowMillis}`;
  }
  if (fault.kind === 'drop' && !isBetween(fault.percent, 0, 100)) {
    return `percent: ${quote(String(fault.percent))} is no number from 0 to 100`;
  }
  if (fault.kind === 'answer' && !statuses.includes(fault.status)) {
    return `status: ${quote(String(fault.status))} is not one of ${statuses.join(', ')}`;
  }
  return undefined;
}

function isBetween(number: number, least: number, most: number): boolean {
  return typeof number === 'number' && number >= least && number <= most;
}
