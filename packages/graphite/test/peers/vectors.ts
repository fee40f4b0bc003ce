import { readFileSync } from 'node:fs';

/** What a peer's own tests say: a call, and what it makes of it. */
export interface Vector<Call> {
  readonly id: string;
  readonly name?: string;
  readonly call: Call;
  readonly expect_value?: string;
  readonly expect_lines?: readonly string[];
  readonly expect_bytes?: string;
  readonly expect_points?: readonly (readonly [path: string, value: string])[];
  readonly expect_line_prefix?: string;
}

/** The vectors of a file in `test/vectors`, each with the place that it was taken from. */
export function loadVectors<Call>(file: string): readonly Vector<Call>[] {
  const text = readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { vectors: readonly Vector<Call>[] }).vectors;
}
