import { expect, it } from 'vitest';
import { differenceOf } from '../differences.ts';
import { refusedWhenStrict } from '../strict-refusals.ts';
import type { Reading } from './reading.ts';
import type { Vector } from './vector.ts';

/** How to look at the vectors of one peer. */
export interface Peer {
  /** Whether lenient mode takes its side: what it refuses is then refused in both modes. */
  readonly isReference: boolean;
  /** Feeds a vector to our receiver. */
  read(vector: Vector, strict: boolean): Reading;
  /** What our receiver understood, in the peer's words. */
  ours(reading: Reading, vector: Vector): unknown;
  /** What the peer understood, in the same form. */
  theirs(vector: Vector): unknown;
}

/**
 * A test per vector. Lines that the peer takes must mean the same to us in lenient mode, and strict mode must refuse
 * them for the listed reasons only; lines that it refuses, or that kill it, must be refused.
 */
export function comparePeer(vectors: readonly Vector[], peer: Peer): void {
  for (const vector of vectors) {
    const mustRefuse = vector.expect === 'reject' || vector.expect === 'crash';
    const reason = differenceOf(vector);
    const what = JSON.stringify(vector.input ?? vector.input_hex ?? vector.inputs);
    it(`${vector.id} ${what}${reason === undefined ? '' : ` (differs: ${reason})`}`, () => {
      const reading = peer.read(vector, mustRefuse && !peer.isReference);
      const ours = mustRefuse ? verdict(reading) : peer.ours(reading, vector);
      const theirs = mustRefuse ? 'refused' : peer.theirs(vector);
      if (reason === undefined) expect(ours).toEqual(theirs);
      else expect(ours, 'a listed difference does not differ any more').not.toEqual(theirs);
    });
    if (!mustRefuse && reason === undefined) {
      it(`${vector.id} ${what} in strict mode`, () => {
        expect(peer.read(vector, true).codes).toEqual(refusedWhenStrict(vector.id));
      });
    }
  }
}

function verdict({ totals }: Reading): 'refused' | 'taken' {
  return totals.recordCount === 0 && totals.badLineCount > 0 ? 'refused' : 'taken';
}
