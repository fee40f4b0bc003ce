import { dotted } from '@otelwire/core';
import type { Dialect, Tag } from '../wire/dialect.js';
import { listTags, overlaid } from './call-tags.js';
import type { ChildOptions } from './metrics.js';

/** What all records of a client, or of one of its children, have in common. */
export interface Scope {
  /** Ends with a dot, unless it is empty. */
  readonly prefix: string;
  readonly tags: readonly Tag[];
  readonly sampleRate: number;
}

/** The scope of a child. */
export function childScope(dialect: Dialect, parent: Scope, options: ChildOptions): Scope {
  return {
    prefix: parent.prefix + dotted(options.prefix ?? ''),
    tags: options.tags === undefined ? parent.tags : overlaid(dialect, parent.tags, listTags(options.tags)),
    sampleRate: options.sampleRate ?? parent.sampleRate,
  };
}
