import { readFileSync } from 'node:fs';

/** One test case of a peer; the README beside the files says what the fields mean. */
export interface Vector {
  readonly id: string;
  readonly name?: string;
  readonly input?: string;
  readonly input_hex?: string;
  readonly inputs?: readonly (string | null)[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly expect: 'accept' | 'reject' | 'partial' | 'ignore' | 'crash';
  readonly events?: readonly Meaning[];
  readonly final_state?: unknown;
}

/** What the peer made of a line, in its own words. */
export type Meaning = Readonly<Record<string, unknown>>;

/** The vectors of one file. */
export function loadVectors(file: string): readonly Vector[] {
  const text = readFileSync(new URL(`../../vectors/${file}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { vectors: readonly Vector[] }).vectors;
}

/** The bytes of a vector with one input. */
export function bytesOf({ input, input_hex }: Vector): Buffer {
  return input_hex === undefined ? Buffer.from(input ?? '') : Buffer.from(input_hex, 'hex');
}
