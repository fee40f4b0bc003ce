/** A value, or why there is none: a phrase such as `expected true or false`, which never repeats what was given. */
export type Parsed<Value> = { readonly value: Value } | { readonly problem: string };

/** What is known of a parser when its types do not matter. */
export interface AnyParser {
  /** What is allowed in code, as a phrase for messages and tables: `a whole number from 1 to 100`. */
  readonly allowed: string;
  /** What is allowed in a variable, where that differs. */
  readonly allowedText?: string;
  fromCode(value: unknown): Parsed<unknown>;
  /** Takes trimmed text that is not empty. */
  fromText(text: string): Parsed<unknown>;
  /** A value as it may be shown to people. Default: a quoted text, a number, the names in an object. */
  show?(value: unknown): string;
}

/** Reads one kind of option. `Input` is what code may give, `Value` what becomes of it. */
export interface Parser<Value, Input = Value> extends AnyParser {
  fromCode(value: unknown): Parsed<Value>;
  fromText(text: string): Parsed<Value>;
  /** Exists in types only, so that `SchemaFor` can compare what a parser takes with what an interface promises. */
  readonly accepts?: (input: Input) => Input;
}

/** The problem of a parser that has nothing more exact to say than what it allows. */
export function expected(allowed: string): { readonly problem: string } {
  return { problem: `expected ${allowed}` };
}
