import type { PickleBytes } from './bytes.js';
import { PickleProblem } from './problem.js';
import type { PickleValue } from './value.js';

/** What a pickle works with while it is read: a stack with marks, and a memo. */
export class PickleMachine {
  readonly bytes: PickleBytes;
  /** The highest protocol it told; without a word, it is 0 or 1. */
  protocol = 0;
  #stack: PickleValue[] = [];
  readonly #below: PickleValue[][] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(bytes: PickleBytes) {
    this.bytes = bytes;
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined) throw new PickleProblem('its stack is empty');
    return value;
  }

  top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined) throw new PickleProblem('its stack is empty');
    return value;
  }

  /** The last `count` values, in the order in which they came. */
  popMany(count: number): PickleValue[] {
    if (this.#stack.length < count) throw new PickleProblem('its stack is empty');
    return this.#stack.splice(this.#stack.length - count);
  }

  mark(): void {
    this.#below.push(this.#stack);
    this.#stack = [];
  }

  /** All above the last mark, which goes too. */
  popMark(): PickleValue[] {
    const below = this.#below.pop();
    if (below === undefined) throw new PickleProblem('a mark is missing');
    const values = this.#stack;
    this.#stack = below;
    return values;
  }

  /** Takes a value away, or a mark that stands at the top. */
  discard(): void {
    if (this.#stack.length === 0 && this.#below.length > 0) this.popMark();
    else this.pop();
  }

  remember(index: number = this.#memo.size): void {
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw new PickleProblem(`it recalls ${index}, which it did not remember`);
    this.push(value);
  }
}
