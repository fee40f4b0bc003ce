import type { GraphiteReceiver } from '@otelwire/sandbox';
import type { GraphiteClient } from '../../src/client/index.ts';

/** Point `i` has the value `i` and this second plus `i`. */
export const FIRST_SECOND = 1_700_000_000;

export function sendPoint(client: GraphiteClient, i: number): void {
  client.send('level', i, { tags: { city: 'Zürich' }, timestamp: FIRST_SECOND + i });
}

/** The values in the order of their arrival, each with its second checked. */
export function arrivalsOf(server: GraphiteReceiver): number[] {
  const values: number[] = [];
  server.on('record', ({ value, timestamp }) => {
    if (timestamp !== FIRST_SECOND + value!) throw new Error(`value ${value} came with ${timestamp}`);
    values.push(value!);
  });
  return values;
}

/** Each value once, where it came for the first time. */
export function firsts(values: readonly number[]): number[] {
  return [...new Set(values)];
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
