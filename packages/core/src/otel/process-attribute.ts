import { expected, type Parser } from '../config/parser.js';
import { type ProcessIdentity, processIdentity } from './process-identity.js';

/** Which attribute tells the levels of this process from those of others: by itself, none, or one that is given. */
export type ProcessAttribute = 'auto' | 'off' | `${string}=${string}`;

/** What the attribute is called that a process gives itself. */
const KEY = 'worker';

export function processAttribute(): Parser<ProcessAttribute> {
  const allowed = 'auto, off, or key=value';
  const fromText = (text: string) => {
    const word = text.toLowerCase();
    if (word === 'auto' || word === 'off') return { value: word } as const;
    const isPair = /^[^=\p{Cc}]+=[^\p{Cc}]+$/u.test(text);
    return isPair ? { value: text as ProcessAttribute } : expected(allowed);
  };
  return {
    allowed,
    fromText,
    fromCode: (value) => (typeof value === 'string' ? fromText(value) : expected(allowed)),
  };
}

export interface ProcessTagOptions {
  /** Asked for an identity that is not stable: whether it is used nevertheless. Default: it is. */
  readonly mayBeUnstable?: ((identity: ProcessIdentity) => boolean) | undefined;
}

/** The attribute of what only one process may say; undefined where there is only one, or where it is not wanted. */
export function processTag(
  attribute: ProcessAttribute,
  { mayBeUnstable = () => true }: ProcessTagOptions = {},
): readonly [key: string, value: string] | undefined {
  if (attribute === 'off') return undefined;
  if (attribute !== 'auto') {
    const end = attribute.indexOf('=');
    return [attribute.slice(0, end), attribute.slice(end + 1)];
  }
  const identity = processIdentity();
  if (identity === undefined || !(identity.isStable || mayBeUnstable(identity))) return undefined;
  return [KEY, identity.text];
}
