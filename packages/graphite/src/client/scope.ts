import { attributeText, dotted } from '@otelwire/core';
import type { Tag } from '../wire/tags.js';
import type { ChildOptions, Tags } from './points.js';

/** What all points of a client, or of one of its children, have in common. */
export interface Scope {
  readonly prefix: string;
  /** Of two with one key, the later counts. */
  readonly tags: readonly Tag[];
}

/** The scope of a child. */
export function childScope(parent: Scope, { prefix = '', tags = {} }: ChildOptions): Scope {
  return { prefix: dotted(parent.prefix) + prefix, tags: [...parent.tags, ...listTags(tags)] };
}

function listTags(tags: Tags): Tag[] {
  return Object.entries(tags).flatMap(([key, value]): Tag[] => {
    const text = attributeText(value);
    return text === undefined ? [] : [[key, text]];
  });
}
