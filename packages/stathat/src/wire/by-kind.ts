const FIRST_ITEM = '{"stat":"';
const TAIL = ']}';

/**
 * A body of bulk JSON as one of its values and one of its counts, where it has both: values may be sent twice, counts may not. Numbers
 * stay as they are written. In names, JSON puts a backslash before a quote: nothing in them looks like the begin of an item.
 */
export function byKind(payload: Uint8Array): readonly Uint8Array[] {
  const { buffer, byteOffset, byteLength } = payload;
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
  const start = text.indexOf(FIRST_ITEM);
  const items = text.slice(start, -TAIL.length).split(/,(?=\{"stat":")/);
  const isCount = (item: string) => item.includes('"count":');
  const kinds = [items.filter((item) => !isCount(item)), items.filter(isCount)];
  if (kinds.some(({ length }) => length === 0)) return [payload];
  return kinds.map((own) => bytesOf(text.slice(0, start) + own.join(',') + TAIL));
}

function bytesOf(latin1: string): Uint8Array {
  return new Uint8Array(Buffer.from(latin1, 'latin1'));
}
