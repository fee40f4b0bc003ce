import { ownCopy } from '../own-copy.js';
import type { Tag } from './record.js';

/** With sections of so many characters at most: 45 MB when it is full. */
const maxSections = 10_000;
const maxLength = 500;
/** Unknown sections, when there is no room, after which all are forgotten: old ones make room, and new ones cost little. */
const maxMisses = 1_000_000;

/** Most lines have the tags of one before: that these are read once makes 250,000 lines a second of 170,000. */
const tagsBySection = new Map<string, readonly Tag[]>();
let missCount = 0;
const identities = new WeakMap<readonly Tag[], string>();

/** The tags of a section that had nothing wrong with it when it came before. */
export function knownTags(section: string): readonly Tag[] | undefined {
  return tagsBySection.get(section);
}

/** Remembers the tags of a section that has nothing wrong with it in any dialect. */
export function rememberTags(section: string, tags: readonly Tag[]): readonly Tag[] {
  if (section.length > maxLength || !hasRoom()) return tags;
  const own = Object.freeze(ownCopy(tags).map((tag) => Object.freeze(tag)));
  identities.set(own, JSON.stringify(own));
  tagsBySection.set(ownCopy(section), own);
  return own;
}

function hasRoom(): boolean {
  if (tagsBySection.size < maxSections) return true;
  missCount += 1;
  if (missCount < maxMisses) return false;
  missCount = 0;
  tagsBySection.clear();
  return true;
}

/** The tags as one text; no two lists share one. */
export function identityOf(tags: readonly Tag[]): string {
  return identities.get(tags) ?? JSON.stringify(tags);
}
