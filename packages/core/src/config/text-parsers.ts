import { expected, type Parsed, type Parser } from './parser.js';

/** `true` or `false`; in a variable these words in any case, and no others. */
export function boolean(): Parser<boolean> {
  const allowed = 'true or false';
  return {
    allowed,
    fromCode: (value) => (typeof value === 'boolean' ? { value } : expected(allowed)),
    fromText(text) {
      const lower = text.toLowerCase();
      return lower === 'true' || lower === 'false' ? { value: lower === 'true' } : expected(allowed);
    },
  };
}

export interface TextRules {
  /** Whether `''` is a value in code. In a variable, empty is always the same as unset. Default: true. */
  readonly mayBeEmpty?: boolean;
  /** Default: `text`. */
  readonly allowed?: string;
  /** Further demands; `allowed` should name them. */
  readonly check?: (text: string) => boolean;
}

/** Text without control characters, since those break headers and lines. */
export function text({ mayBeEmpty = true, check = () => true, ...rules }: TextRules = {}): Parser<string> {
  const allowed = rules.allowed ?? (mayBeEmpty ? 'text' : 'text that is not empty');
  const fromText = (value: string): Parsed<string> => {
    if (/\p{Cc}/u.test(value)) return { problem: `it contains a control character; expected ${allowed}` };
    return (mayBeEmpty || value !== '') && check(value) ? { value } : expected(allowed);
  };
  return {
    allowed,
    fromText,
    fromCode: (value) => (typeof value === 'string' ? fromText(value) : expected(allowed)),
  };
}

/** One of a few words, in any case; the value is the word as written here. */
export function choice<const Word extends string>(words: readonly Word[]): Parser<Word> {
  const allowed = words.length === 1 ? words[0]! : `one of ${words.join(', ')}`;
  const fromText = (given: string): Parsed<Word> => {
    const lower = given.toLowerCase();
    const value = words.find((word) => word.toLowerCase() === lower);
    return value === undefined ? expected(allowed) : { value };
  };
  return {
    allowed,
    fromText,
    fromCode: (value) => (typeof value === 'string' ? fromText(value) : expected(allowed)),
  };
}
