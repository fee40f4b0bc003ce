import { shorten } from '@otelwire/core';

/** What an empty name, tag or part of a path says, where something must stand; Micrometer's word for it. */
export const UNSPECIFIED = 'unspecified';
/**
 * So many characters graphite-web 1.1.8 keeps of a tag and of its value, in PostgreSQL and MySQL; a longer one keeps the batch that it
 * comes in out of the index. A part of a path is a file name, of which the system takes 255.
 */
export const MAX_TEXT_CHARACTERS = 191;

/**
 * What carbon-c-relay lets through, and what has no meaning in a query: letters, digits, `_`, `-`, `:`, `#`. A slash would
 * make a folder.
 */
const NOT_OF_A_PATH = /[^A-Za-z0-9_:#-]/g;

/** A name as carbon takes it: parts with one dot between them; never empty. */
export function pathName(name: string): string {
  const parts = name.split('.').filter((part) => part !== '');
  return parts.map(pathPart).join('.') || '_';
}

/** One part of a path: a dot would make two of it. */
export function pathPart(text: string): string {
  return shorten(text.replace(NOT_OF_A_PATH, '_'), MAX_TEXT_CHARACTERS) || UNSPECIFIED;
}
