import { describe, expect, test } from 'vitest';
import { bytesOf } from './calls.ts';
import { differences, notAsked } from './differences.ts';
import { type EncodeCall, type EncodeVector, loadVectors } from './vectors.ts';

const vectors = loadVectors<EncodeVector>('encode-datadog-go');
const asked = vectors.filter(({ id }) => !(id in notAsked));

/** What datadog-go sends, in the form of `bytesOf`; an error sends nothing. */
function theirs({ call, expect_bytes, expect_lines, serialise_only }: EncodeVector): string {
  if (expect_lines !== undefined) return expect_lines.map((line) => `${line}\n`).join('');
  const { fn } = call as EncodeCall;
  if (fn === 'appendSeparator') return `x:1|g${expect_bytes}`;
  const line = fn?.startsWith('append') ? `x:1|g${expect_bytes}` : (expect_bytes ?? '');
  return serialise_only ? `${line}\n` : line;
}

describe('the same call sends the same bytes as with datadog-go', () => {
  test.each(asked.filter(({ id }) => !(id in differences)))('$id: $name', async (vector) => {
    expect(await bytesOf(vector.call)).toBe(theirs(vector));
  });
});

describe('what differs on purpose still differs', () => {
  test.each(asked.filter(({ id }) => id in differences))('$id: $name', async (vector) => {
    expect(await bytesOf(vector.call)).not.toBe(theirs(vector));
  });

  test('and every listed id is that of a vector', () => {
    const ids = vectors.map(({ id }) => id);
    expect([...Object.keys(differences), ...Object.keys(notAsked)].filter((id) => !ids.includes(id))).toEqual(
      [],
    );
  });

  test('and timings differ in nothing but their zeros', async () => {
    for (const vector of asked.filter(({ id }) => differences[id]?.startsWith('timings'))) {
      expect(await bytesOf(vector.call)).toBe(theirs(vector).replaceAll('.000000', ''));
    }
  });
});
