import type { Reading } from './reading.js';
import type { Series } from './series-table.js';

/** A step of the walk through an attributes object: the branch for one key, by value. */
export class AttributeStep {
  key: string | undefined = undefined;
  byValue: Map<unknown, AttributeStep> | undefined = undefined;
  /** For attribute sets that go on with another key than the first one seen here. */
  others: Map<string, Map<unknown, AttributeStep>> | undefined = undefined;
  series: Series | undefined = undefined;
  /** Of the first object whose walk ended here; absent where a value of it is an object. */
  reading: Reading | undefined = undefined;

  next(key: string, value: unknown): AttributeStep {
    const branch = this.key === key ? (this.byValue as Map<unknown, AttributeStep>) : this.#branch(key);
    let step = branch.get(value);
    if (step === undefined) {
      step = new AttributeStep();
      branch.set(value, step);
    }
    return step;
  }

  #branch(key: string): Map<unknown, AttributeStep> {
    if (this.byValue === undefined) {
      this.key = key;
      this.byValue = new Map();
      return this.byValue;
    }
    this.others ??= new Map();
    const branch = this.others.get(key) ?? new Map<unknown, AttributeStep>();
    this.others.set(key, branch);
    return branch;
  }
}
