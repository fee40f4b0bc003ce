import type { Tag } from '../statsd/record.js';
import type { Observation } from './observation.js';

type Named = Pick<Observation, 'name' | 'tags'>;

/** A character for each length, before what is so long: kept as texts, since making one takes longer than joining. */
const lengthMarks = Array.from({ length: 256 }, (_, length) => String.fromCharCode(length));

/** One text for a name and its tags, and no other: lengths say what ends where. */
export function keyOf({ name, tags }: Named): string {
  let key = markOf(name) + name;
  for (const [tagKey, value] of tags) key += markOf(tagKey) + tagKey + markOf(value) + value;
  return key;
}

/** Name and tags again, as pieces of their key: what they were cut out of, a datagram or a body, can go. */
export function readKey(key: string, { name, tags }: Named): Named {
  let end = 0;
  const read = (piece: string) => {
    const start = end + markOf(piece).length;
    end = start + piece.length;
    return key.slice(start, end);
  };
  return { name: read(name), tags: tags.map(([tagKey, value]): Tag => [read(tagKey), read(value)]) };
}

function markOf({ length }: string): string {
  return lengthMarks[length] ?? `\0${length} `;
}
