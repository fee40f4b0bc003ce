import { attributeText, type Series } from '@otelwire/core';
import type { Dialect, Tag } from '../wire/dialect.js';
import { listTags, renderCallTags } from './call-tags.js';
import type { Tags } from './metrics.js';

/** Tags as they stand on the line: as text, and as bytes with the suffix that ends each record. */
export interface TagBlock extends Series {
  readonly text: string;
}

/** About 4 MB; then all is forgotten, and what is in use is rendered anew. */
const MAX_BLOCKS = 10_000;

class Step {
  readonly #branches = new Map<string, Map<unknown, Step>>();
  #lastKey: string | undefined;
  #lastBranch: Map<unknown, Step> | undefined;
  block: TagBlock | undefined = undefined;

  next(key: string, value: unknown): Step {
    const branch = this.#lastKey === key ? (this.#lastBranch as Map<unknown, Step>) : this.#branch(key);
    let step = branch.get(value);
    if (step === undefined) {
      step = new Step();
      branch.set(value, step);
    }
    return step;
  }

  #branch(key: string): Map<unknown, Step> {
    const branch = this.#branches.get(key) ?? new Map<unknown, Step>();
    this.#branches.set(key, branch);
    this.#lastKey = key;
    this.#lastBranch = branch;
    return branch;
  }
}

/**
 * Finds the rendered form of a call's tags by their content: applications pass a new object with each call, or change
 * the one they passed before.
 */
export class TagTable {
  readonly #dialect: Dialect;
  readonly #scopeTags: readonly Tag[];
  readonly #suffix: string;
  /** For calls without tags of their own. */
  readonly none: TagBlock;
  #objects = new Step();
  #lists = new Step();
  #blocks = 0;

  constructor(dialect: Dialect, scopeTags: readonly Tag[], suffix: string) {
    this.#dialect = dialect;
    this.#scopeTags = scopeTags;
    this.#suffix = suffix;
    this.none = this.#render([]);
  }

  find(tags: Tags): TagBlock {
    const step = Array.isArray(tags)
      ? this.#walkList(tags)
      : this.#walkObject(tags as Record<string, unknown>);
    return step.block ?? this.#make(step, tags);
  }

  #walkObject(tags: Record<string, unknown>): Step {
    let step = this.#objects;
    for (const key in tags) step = step.next(key, keyOf(tags[key]));
    return step;
  }

  #walkList(tags: readonly unknown[]): Step {
    let step = this.#lists;
    for (let i = 0; i < tags.length; i += 1) step = step.next('', keyOf(tags[i]));
    return step;
  }

  #make(step: Step, tags: Tags): TagBlock {
    const block = this.#render(listTags(tags));
    if (this.#blocks >= MAX_BLOCKS) {
      this.#objects = new Step();
      this.#lists = new Step();
      this.#blocks = 0;
    }
    step.block = block;
    this.#blocks += 1;
    return block;
  }

  #render(tags: readonly Tag[]): TagBlock {
    return tagBlock(renderCallTags(this.#dialect, this.#scopeTags, tags), this.#suffix);
  }
}

/** The block of tags that stand on the line as `text`. */
export function tagBlock(text: string, suffix: string): TagBlock {
  return { text, bytes: new Uint8Array(Buffer.from(text + suffix)), source: text, lastPass: 0 };
}

/** Values by which tags are told apart; objects by what they say, since an application may change them. */
function keyOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? attributeText(value) : value;
}
