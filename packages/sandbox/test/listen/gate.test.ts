import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Gate } from '../../src/listen/gate.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch(gate: Gate) {
  const gone: string[] = [];
  return { gone, pass: (name: string, byteCount = 1) => gate.pass(() => gone.push(name), byteCount) };
}

test('everything goes at once while the gate is open', () => {
  const { gone, pass } = watch(new Gate());
  expect([pass('a'), gone]).toEqual([undefined, ['a']]);
});

test('what comes to a closed gate goes in order when it opens', () => {
  const gate = new Gate();
  const { gone, pass } = watch(gate);
  gate.close();
  for (const name of ['a', 'b', 'c']) pass(name);
  vi.advanceTimersByTime(1e9);
  expect(gone).toEqual([]);
  gate.open();
  expect(gone).toEqual(['a', 'b', 'c']);
});

test('a slow gate holds each thing as long, and forgets its timer when nothing waits', () => {
  const gate = new Gate();
  const { gone, pass } = watch(gate);
  gate.sustain({ kind: 'slow', millis: 100 });
  pass('a');
  vi.advanceTimersByTime(40);
  pass('b');
  vi.advanceTimersByTime(59);
  expect(gone).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(gone).toEqual(['a']);
  vi.advanceTimersByTime(40);
  expect(gone).toEqual(['a', 'b']);
  expect(vi.getTimerCount()).toBe(0);
});

test('what waits is held as the next fault says', () => {
  const gate = new Gate();
  const { gone, pass } = watch(gate);
  gate.sustain({ kind: 'stall' });
  pass('a');
  gate.sustain({ kind: 'slow', millis: 1000 });
  pass('b');
  gate.sustain({ kind: 'slow', millis: 10 });
  pass('c');
  vi.advanceTimersByTime(10);
  expect(gone).toEqual(['a', 'b', 'c']);
});

test('what is taken back, or forgotten by a refusal, never goes', () => {
  const gate = new Gate();
  const { gone, pass } = watch(gate);
  gate.sustain({ kind: 'slow', millis: 100 });
  pass('a')?.();
  expect(vi.getTimerCount()).toBe(0);
  pass('b');
  gate.sustain({ kind: 'refuse' });
  expect(vi.getTimerCount()).toBe(0);
  pass('c');
  vi.advanceTimersByTime(1000);
  expect(gone).toEqual(['c']);
});

test('no more waits than the gate has room for, and empty things take room too', () => {
  const gate = new Gate(10);
  const { gone, pass } = watch(gate);
  gate.close();
  pass('a', 6);
  pass('too much', 5);
  const takeBack = pass('b', 4);
  pass('empty', 0);
  takeBack?.();
  pass('c', 3);
  pass('d', 0);
  pass('too much', 0);
  gate.open();
  expect(gone).toEqual(['a', 'c', 'd']);
});
