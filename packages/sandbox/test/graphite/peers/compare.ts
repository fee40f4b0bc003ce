import { expect, it } from 'vitest';
import { differenceOf } from '../differences.ts';
import type { Reading } from '../reading.ts';
import { refusedWhenStrict } from '../strict-refusals.ts';
import type { GraphiteVector } from './vector.ts';

/** How to look at the vectors of one peer. */
export interface Peer {
  /** Feeds a vector to our receiver. */
  read(vector: GraphiteVector, strict: boolean): Reading;
  /** What our lenient receiver understood, in the peer's words; `refused` when that was nothing. */
  ours(reading: Reading, vector: GraphiteVector): unknown;
  /** What the peer understood, in the same form. */
  theirs(vector: GraphiteVector): unknown;
}

/** A test per vector: lenient mode reads as the peer does, and strict mode refuses for the listed reasons only. */
export function comparePeer(vectors: readonly GraphiteVector[], peer: Peer): void {
  for (const vector of vectors) {
    const reason = differenceOf(vector.id);
    const input = String(vector.input ?? vector.payload_hex ?? JSON.stringify(vector.point));
    const what = `${vector.id} ${JSON.stringify(input.slice(0, 60))}`;
    it(`${what}${reason === undefined ? '' : ` (differs: ${reason})`}`, () => {
      const ours = peer.ours(peer.read(vector, false), vector);
      const theirs = vector.expect === 'reject' ? 'refused' : peer.theirs(vector);
      if (reason === undefined) expect(ours).toEqual(theirs);
      else expect(ours, 'a listed difference does not differ any more').not.toEqual(theirs);
    });
    it(`${what} in strict mode`, () => {
      expect(peer.read(vector, true).codes).toEqual(refusedWhenStrict(vector.id));
    });
  }
}
