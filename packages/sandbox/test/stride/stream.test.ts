import { expect, it } from 'vitest';
import { StrideStream } from '../../src/stride/stream.ts';

it('knows a repeat by its $id, whatever the kind of the id', () => {
  const stream = new StrideStream('orders', 10);
  const ids = [1, '1', { a: 1 }, 1, { a: 1 }, undefined, undefined];
  expect(ids.map(($id) => stream.add({ $id }))).toEqual([false, false, false, true, true, false, false]);
  expect(stream).toMatchObject({ eventCount: 7, duplicateCount: 2 });
});

it('forgets ids with the events that it forgets, so that days of events need no more memory', () => {
  const stream = new StrideStream('orders', 2);
  for (let i = 0; i < 1000; i += 1) stream.add({ $id: i });
  expect([...stream.ids]).toEqual([
    ['998', 1],
    ['999', 1],
  ]);
  expect(stream.add({ $id: 998 })).toBe(true);
  expect(stream.add({ $id: 1 })).toBe(false);
  expect([...stream.ids.keys()]).toEqual(['998', '1']);
});
