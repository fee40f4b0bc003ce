/** The two halves of an array of events, for a server that finds it too large; undefined when it has only one. */
export function halves(payload: Uint8Array): [Uint8Array, Uint8Array] | undefined {
  const events: unknown[] = JSON.parse(Buffer.from(payload).toString());
  if (events.length < 2) return undefined;
  const middle = Math.ceil(events.length / 2);
  return [bytesOf(events.slice(0, middle)), bytesOf(events.slice(middle))];
}

function bytesOf(events: readonly unknown[]): Uint8Array {
  return new Uint8Array(Buffer.from(JSON.stringify(events)));
}
