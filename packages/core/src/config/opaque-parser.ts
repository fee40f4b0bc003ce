import { expected, type Parser } from './parser.js';

/** What only code can give: functions, a clock, TLS settings. `allowed` says what, as in `a function`. */
export function opaque<Value>(allowed: string, check: (value: unknown) => value is Value): Parser<Value> {
  return {
    allowed,
    fromCode: (value) => (check(value) ? { value } : expected(allowed)),
    fromText: () => ({ problem: 'it can be given in code only' }),
  };
}

/** An object that has these methods: `having<Clock>('a clock', 'now', 'setTimer')`. */
export function having<Value extends object>(
  allowed: string,
  ...methods: readonly (keyof Value & string)[]
): Parser<Value> {
  return opaque(
    `${allowed} (an object with ${methods.join(', ')})`,
    (value): value is Value =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((method) => typeof Reflect.get(value, method) === 'function'),
  );
}
