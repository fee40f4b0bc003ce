import { describe, expect, it } from 'vitest';
import { DroppedError, TransportError } from '../../src/errors.js';
import type { OutcomeScript } from '../../src/transport/memory.js';
import { createAnswer, failAfter, failed } from '../delivery/workbench.js';
import { createClientBench, FLUSH_INTERVAL_MILLIS, LONGEST_RETRY_MILLIS } from './client-bench.js';

/** The first payload of a batch is refused, and all others are taken. */
const refuses: OutcomeScript = ({ ends }) => ({
  delivered: ends.length,
  lost: [{ payload: 0, reason: 'rejected', error: new TransportError('memory:', 'refuses') }],
});

describe('records that the server refuses while it takes others', () => {
  it('are told of, with what it said', async () => {
    const { bench, record, after, lost } = createClientBench({ maxPayloadBytes: 4 });
    bench.transport.failNext(refuses);
    record('aa', 'bb');
    await after(FLUSH_INTERVAL_MILLIS);
    expect(bench.delivery.accounting).toMatchObject({ delivered: 1, dropped: { rejected: 1 } });
    expect(lost).toEqual([expect.any(DroppedError)]);
    expect(lost[0]).toMatchObject({ dropped: { lost: 1 }, cause: { message: 'memory: refuses' } });
  });

  it('are told of once, until the server takes all of a batch', async () => {
    const { bench, record, after, lost } = createClientBench();
    const tellings: number[] = [];
    for (const script of [refuses, refuses, undefined, refuses, refuses]) {
      bench.transport.respondWith(script);
      record('a');
      await after(FLUSH_INTERVAL_MILLIS);
      tellings.push(lost.length);
    }
    expect(tellings).toEqual([1, 1, 1, 2, 2]);
    expect(lost.map(({ dropped }) => dropped)).toEqual([{ lost: 1 }, { lost: 1 }]);
  });

  it('are told of while further ones are on their way', async () => {
    const { bench, record, after, lost } = createClientBench();
    const answers = [createAnswer(), createAnswer()];
    for (const { script } of answers) bench.transport.failNext(script);
    record('a');
    await after(FLUSH_INTERVAL_MILLIS);
    record('b');
    await after(FLUSH_INTERVAL_MILLIS);
    answers[0]!.answer(await refuses({ buffer: new Uint8Array(), ends: [2] }, 0));
    await after(0);
    expect(lost).toHaveLength(1);
  });

  it('are told of again after an outage', async () => {
    const { bench, record, after, lost } = createClientBench();
    bench.transport.failNext(refuses);
    record('a');
    await after(FLUSH_INTERVAL_MILLIS);
    bench.transport.failNext(() => failed);
    record('b');
    await after(FLUSH_INTERVAL_MILLIS);
    await after(LONGEST_RETRY_MILLIS);
    bench.transport.failNext(refuses);
    record('c');
    await after(FLUSH_INTERVAL_MILLIS);
    expect([lost.length, bench.delivered]).toEqual([2, ['a', 'b', 'c']]);
  });
});

it('a batch that is refused as a whole is told of with what the server said, too', async () => {
  const { bench, record, after, lost } = createClientBench();
  bench.transport.failNext(failAfter(0, false));
  record('a', 'b');
  await after(FLUSH_INTERVAL_MILLIS);
  expect(lost).toMatchObject([{ dropped: { lost: 2 }, cause: { message: 'memory: fails' } }]);
});

it('what is lost for want of room has no cause, whatever was refused before', async () => {
  const { bench, record, after, lost } = createClientBench({ maxLines: 1 });
  for (const script of [refuses, undefined, () => failed]) {
    bench.transport.respondWith(script);
    record('a', 'b');
    await after(FLUSH_INTERVAL_MILLIS);
  }
  expect(lost.map(({ dropped, cause }) => [dropped, cause === undefined])).toEqual([
    [{ lost: 2 }, false],
    [{ lost: 1 }, true],
  ]);
  expect(bench.logger.lines.filter((line) => line.startsWith('error: Client'))).toEqual([
    expect.stringMatching(/lost.*: the server is away for too long$/),
  ]);
});
