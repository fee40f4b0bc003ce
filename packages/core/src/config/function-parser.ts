import { opaque } from './opaque-parser.js';
import type { Parser } from './parser.js';

/** What an application gives to be called; `allowed` says of what, as in `a function of the error`. */
export function aFunction<Value extends (...args: never[]) => unknown>(allowed: string): Parser<Value> {
  return opaque(allowed, (value): value is Value => typeof value === 'function');
}
