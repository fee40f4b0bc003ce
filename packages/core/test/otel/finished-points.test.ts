import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FinishedPoints } from '../../src/otel/finished-points.js';

const nothing = { accepted: 0, delivered: 0, held: 0, inFlight: 0, dropped: {} };

type Step = readonly [kind: 'accept' | 'deliver' | 'recall' | 'drop' | 'refuse', points: number];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom('accept', 'deliver', 'recall', 'drop', 'refuse'),
  fc.integer({ min: 1, max: 20 }),
);

/** An exporter's accounting, step by step; a step takes no more points than there are for it. */
function* accountings(steps: readonly Step[]) {
  let [accepted, delivered] = [0, 0];
  const dropped = { too_old: 0, rejected: 0 };
  for (const [kind, most] of steps) {
    const open = accepted - delivered - dropped.too_old - dropped.rejected;
    if (kind === 'accept') accepted += most;
    else if (kind === 'deliver') delivered += Math.min(most, open);
    else if (kind === 'recall') delivered -= Math.min(most, delivered);
    else dropped[kind === 'drop' ? 'too_old' : 'rejected'] += Math.min(most, open);
    yield { ...nothing, accepted, delivered, dropped: { ...dropped } };
  }
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, points) => sum + points, 0);
}

describe('the points whose export has finished', () => {
  it('are what the accounting says, as long as nothing is held again', () => {
    const finished = new FinishedPoints();
    const accounting = { ...nothing, accepted: 9, delivered: 4, held: 2, dropped: { too_old: 1 } };
    expect(finished.count(accounting)).toEqual({
      succeeded: 4,
      failed: new Map([['too_old', 1]]),
      inflight: 4,
    });
  });

  it('do not become fewer when some are held again, nor more when those are delivered once more', () => {
    const finished = new FinishedPoints();
    expect(finished.count({ ...nothing, accepted: 5, delivered: 5 })).toMatchObject({ succeeded: 5 });
    expect(finished.count({ ...nothing, accepted: 5, delivered: 2, held: 3 })).toMatchObject({
      succeeded: 5,
      inflight: 0,
    });
    expect(finished.count({ ...nothing, accepted: 7, delivered: 7 })).toMatchObject({
      succeeded: 7,
      inflight: 0,
    });
  });

  it('show a failure of what had been counted as a success with the next points', () => {
    const finished = new FinishedPoints();
    finished.count({ ...nothing, accepted: 3, delivered: 3 });
    const dropped = { too_old: 3 };
    expect(finished.count({ ...nothing, accepted: 3, dropped })).toMatchObject({ inflight: 0 });
    expect(finished.count({ ...nothing, accepted: 5, inFlight: 2, dropped }).failed.get('too_old')).toBe(2);
    const last = finished.count({ ...nothing, accepted: 10, delivered: 7, dropped });
    expect(last).toEqual({ succeeded: 7, failed: new Map([['too_old', 3]]), inflight: 0 });
  });

  it('and those in flight are all that were accepted, whatever happens, and never fall', () => {
    const check = (steps: readonly Step[]) => {
      const finished = new FinishedPoints();
      let before = { succeeded: 0, failed: 0 };
      for (const accounting of accountings(steps)) {
        const { failed, inflight, succeeded } = finished.count(accounting);
        const now = { succeeded, failed: sumOf(failed) };
        expect(now.succeeded + now.failed + inflight).toBe(accounting.accepted);
        expect(inflight).toBeGreaterThanOrEqual(0);
        expect(now.succeeded).toBeGreaterThanOrEqual(before.succeeded);
        expect(now.failed).toBeGreaterThanOrEqual(before.failed);
        before = now;
      }
    };
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), check), { numRuns: 300 });
  });

  it('are the truth in the end, when enough more points have come', () => {
    const check = (steps: readonly Step[]) => {
      const finished = new FinishedPoints();
      let last: (typeof nothing & { dropped: Record<string, number> }) | undefined;
      for (const accounting of accountings(steps)) {
        finished.count(accounting);
        last = accounting;
      }
      if (last === undefined) return;
      const more = last.accepted;
      const end = finished.count({
        ...last,
        accepted: last.accepted + more,
        delivered: last.delivered + more,
      });
      expect(Object.fromEntries(end.failed)).toEqual(last.dropped);
      expect(end.succeeded).toBe(last.delivered + more);
    };
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), check), { numRuns: 300 });
  });
});
