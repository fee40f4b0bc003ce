import type { Fault, FaultKind } from '../../src/faults/fault.ts';

/** What the amount of a kind of fault may be; kinds that are not here have none. */
export interface AmountRange {
  readonly label: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

export const answerStatuses = [429, 500, 503] as const;

export const amountRanges: Readonly<Partial<Record<FaultKind, AmountRange>>> = {
  slow: { label: 'Milliseconds late', unit: 'ms', least: 1, most: 60_000, usual: 1_000 },
  drop: { label: 'Percent lost', unit: '%', least: 1, most: 100, usual: 30 },
};

/** The fault of a kind, with its amount brought into what is allowed. */
export function faultOf(kind: FaultKind, amount: number): Fault {
  const range = amountRanges[kind];
  const within = range && Math.round(Math.min(range.most, Math.max(range.least, amount || range.usual)));
  if (kind === 'slow') return { kind, millis: within ?? amount };
  if (kind === 'drop') return { kind, percent: within ?? amount };
  if (kind === 'answer') return { kind, status: answerStatuses.find((status) => status === amount) ?? 503 };
  return { kind };
}

export function amountOf(fault: Fault): number {
  if (fault.kind === 'slow') return fault.millis;
  if (fault.kind === 'drop') return fault.percent;
  return fault.kind === 'answer' ? fault.status : 0;
}

/** What a fault does, in a few words. */
export function effectOf(fault: Fault): string {
  switch (fault.kind) {
    case 'refuse':
      return 'Nobody listens.';
    case 'stall':
      return 'Nothing is read.';
    case 'reset':
      return 'Connections are reset.';
    case 'half-close':
      return 'Connections are closed by half.';
    case 'slow':
      return `Everything is ${fault.millis} ms late.`;
    case 'drop':
      return `${fault.percent} % is lost.`;
    case 'answer':
      return `Requests are answered ${fault.status}.`;
  }
}
