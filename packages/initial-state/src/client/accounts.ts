import type { Accounting } from '@otelwire/core';

export const noPoints: Accounting = { accepted: 0, delivered: 0, held: 0, inFlight: 0, dropped: {} };

/** Of several ways together. */
export function sumOf(a: Accounting, b: Accounting): Accounting {
  const dropped: Record<string, number> = { ...a.dropped };
  for (const [reason, points] of Object.entries(b.dropped)) dropped[reason] = (dropped[reason] ?? 0) + points;
  return {
    accepted: a.accepted + b.accepted,
    delivered: a.delivered + b.delivered,
    held: a.held + b.held,
    inFlight: a.inFlight + b.inFlight,
    dropped,
  };
}
