import type { AnyReceiver } from '../sandbox/by-backend.js';

/** What was wrong with what came. */
export interface FoundDefects {
  /** Lines, or requests, that were refused in whole or in part. */
  readonly badCount: number;
  /** How often each was seen, on what was taken too; without remarks. */
  readonly counts: ReadonlyMap<string, number>;
  /** The first bad lines or bodies, with the reasons. */
  readonly first: readonly { readonly text: string; readonly reasons: string }[];
}

/** What is never refused, whatever the mode: the totals count defects without their levels. */
export const remarkCodes: readonly string[] = [
  'bad-attribute',
  'duplicate-tag',
  'imprecise-integer',
  'name-rewritten',
  'no-points',
  'no-start-time',
  'rate-without-effect',
  'reserved-tag',
  'tag-not-ascii',
  'tag-rewritten',
  'unknown-field',
];

export function defectsOf({ totals }: AnyReceiver): FoundDefects {
  if (!('requests' in totals)) {
    const first = totals.badLines.map(({ line, defects }) => ({ text: line, reasons: reasonsOf(defects) }));
    return { badCount: totals.badLineCount, counts: withoutRemarks(totals.defectCounts), first };
  }
  const { requests } = totals;
  const first = requests.bad.map(({ request: { method, path, body }, defects }) => ({
    text: `${method} ${path} ${body}`,
    reasons: reasonsOf(defects),
  }));
  const counts = 'defectCounts' in totals ? totals.defectCounts : requests.defectCounts;
  return { badCount: requests.badCount, counts: withoutRemarks(counts), first };
}

function reasonsOf(defects: readonly { readonly message: string }[]): string {
  return defects.map(({ message }) => message).join('; ');
}

function withoutRemarks(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...counts].filter(([code]) => !remarkCodes.includes(code)));
}
