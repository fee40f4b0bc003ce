/** The two halves of a body of bulk JSON that the server finds too long; undefined for a single item. */
export function halves(payload: Uint8Array): readonly [Uint8Array, Uint8Array] | undefined {
  const { data, ...head } = JSON.parse(Buffer.from(payload).toString()) as { readonly data: unknown[] };
  if (data.length < 2) return undefined;
  const middle = Math.ceil(data.length / 2);
  const bodyOf = (items: unknown[]) => new Uint8Array(Buffer.from(JSON.stringify({ ...head, data: items })));
  return [bodyOf(data.slice(0, middle)), bodyOf(data.slice(middle))];
}
