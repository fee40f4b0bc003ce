import { shorten } from '@otelwire/core';
import { MAX_TEXT_CHARACTERS, UNSPECIFIED } from './name.js';

export type Tag = readonly [key: string, value: string];

/** carbon splits a line at every kind of Unicode white space, and a datagram at some control characters too. */
const SPACES = /[\s\p{Z}\p{Cc}]/gu;
/** Halves of surrogate pairs all become the same three bytes: two values would become one unnoticed. */
const LONE_SURROGATES = /\p{Cs}/gu;
/** Of a key: ASCII without `;`, `!`, `^`, `=`, which graphite-web refuses (and with one series the whole batch). */
const NOT_OF_A_KEY = /[^A-Za-z0-9_.:/#@%+-]/g;

/** A tag's key. A tag called `name` is lost: carbon keeps the metric's own name there. */
export function tagKey(text: string): string {
  const key = shorten(text.replace(NOT_OF_A_KEY, '_'), MAX_TEXT_CHARACTERS) || UNSPECIFIED;
  return key === 'name' ? '_name' : key;
}

/**
 * A tag's value: any characters but those that end it. It must not be empty nor begin with `~`; and a path that ends with `"}` is
 * read as `name{key="value"}`.
 */
export function tagValue(text: string): string {
  const clean = text
    .replace(SPACES, '_')
    .replace(LONE_SURROGATES, '_')
    .replace(/[;"]/g, '_')
    .replace(/^~/, '_');
  return shorten(clean, MAX_TEXT_CHARACTERS) || UNSPECIFIED;
}

/**
 * The tags of a series, one a key: an attribute takes the place of a tag of all series. Sorted as the texts `;key=value`,
 * which is carbon's own order: relays hash the path, and would send the same series to several servers.
 */
export function mergeTags(common: readonly Tag[], attributes: readonly Tag[]): string[] {
  const byKey = new Map<string, string>();
  for (const [key, value] of [...common, ...attributes]) byKey.set(tagKey(key), tagValue(value));
  // keys differ and are ASCII, so that Python's order of code points is JavaScript's
  return [...byKey].map(([key, value]) => `${key}=${value}`).sort();
}
