import { aFunction } from '../config/function-parser.js';
import type { Parser } from '../config/parser.js';
import { boolean } from '../config/text-parsers.js';

/** Whether records are shown, or to whom. */
export type Debug = boolean | ((record: string) => void);

/** A flag or, in code, a function that gets each record. */
export function debugSwitch(): Parser<Debug> {
  const flag = boolean();
  const shown = aFunction<(record: string) => void>('a function of the record');
  const allowed = `${flag.allowed}, or ${shown.allowed}`;
  return {
    allowed,
    allowedText: flag.allowed,
    fromCode(value) {
      if (typeof value === 'function') return shown.fromCode(value);
      return typeof value === 'boolean' ? { value } : { problem: `expected ${allowed}` };
    },
    fromText: flag.fromText,
  };
}
