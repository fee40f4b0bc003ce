import { describe, expect, test } from 'vitest';
import { differences, notAsked } from './differences.ts';
import { loadVectors, type Vector } from './vectors.ts';

/** Texts of which the order says nothing. */
export type Sent = readonly string[];

/**
 * Tests that we send what a peer sends, for the vectors of a file: but for those that are listed as different, which must
 * differ, and those that cannot be asked.
 */
export function compareWith<Call>(
  file: string,
  ours: (call: Call) => Sent | Promise<Sent>,
  theirs: (vector: Vector<Call>) => Sent,
): void {
  const vectors = loadVectors<Call>(file);
  const asked = vectors.filter(({ id }) => !(id in notAsked));
  const sorted = (sent: Sent) => [...sent].sort();
  const both = async (vector: Vector<Call>) =>
    [sorted(await ours(vector.call)), sorted(theirs(vector))] as const;

  describe('the same call makes the same records', () => {
    test.each(asked.filter(({ id }) => !(id in differences)))('$id: $name', async (vector) => {
      const [own, other] = await both(vector);
      expect(own).toEqual(other);
    });
  });

  describe('what differs on purpose still differs', () => {
    test.each(asked.filter(({ id }) => id in differences))('$id: $name', async (vector) => {
      const [own, other] = await both(vector);
      expect(own).not.toEqual(other);
    });

    test('and every listed id is that of a vector', () => {
      const ids = vectors.map(({ id }) => id);
      const listed = [...Object.keys(differences), ...Object.keys(notAsked)];
      expect(listed.filter((id) => id.startsWith(`${file}-`) && !ids.includes(id))).toEqual([]);
    });
  });
}
