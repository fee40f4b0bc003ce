import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../src/errors.js';
import { Gate } from '../../src/http/gate.js';
import { FakeClock } from '../transport/fake-clock.js';

const error = (what: string) => new TransportError('it', what);
const until = (moment: number) => ({ usual: moment, unanswered: moment });
const never = new AbortController().signal;

function bench() {
  const clock = new FakeClock();
  const gate = new Gate({ clock, maxRetryAfterMillis: 300_000, circuitProbeMillis: 60_000 });
  /** Whether a request may go out now, or what keeps it back. */
  const now = async () => (await gate.pass(until(clock.monotonicMillis()), never))?.message ?? 'pass';
  return { clock, gate, now };
}

describe('the gate', () => {
  it('lets all pass at first', async () => {
    const { now } = bench();
    expect(await Promise.all([now(), now()])).toEqual(['pass', 'pass']);
  });

  it('pauses once for several failures at once', async () => {
    const { clock, gate, now } = bench();
    for (let request = 0; request < 10; request += 1) gate.failed(error('fails'), 1_000 - request);
    expect(await now()).toBe('it fails');
    clock.advance(200);
    expect(await now()).toBe('pass');
  });

  it('does not believe an answer to what was sent before a failure', async () => {
    const { clock, gate, now } = bench();
    clock.advance(10);
    gate.failed(error('wants a pause'), 1_005, 30_000);
    gate.answered(1_000);
    expect(await now()).toBe('it wants a pause');
    gate.answered(clock.monotonicMillis());
    expect(await now()).toBe('pass');
  });

  it('stays shut to a server that refuses us, whatever becomes of what was on the way', async () => {
    const { clock, gate, now } = bench();
    clock.advance(10);
    gate.refused(error('refuses'));
    gate.answered(1_000);
    gate.failed(error('fails'), 1_000);
    clock.advance(59_999);
    expect(await now()).toBe('it refuses');
    clock.advance(1);
    expect(await now()).toBe('pass');
    expect(await now()).toBe('it refuses');
    gate.failed(error('fails'), clock.monotonicMillis());
    expect(await now()).toBe('it fails');
    clock.advance(200);
    expect([await now(), await now()]).toEqual(['pass', 'pass']);
  });

  it('ends a wait when the signal is aborted, with its reason', async () => {
    const { clock, gate } = bench();
    gate.failed(error('fails'), 1_000, 5_000);
    const controller = new AbortController();
    const waiting = gate.pass(until(clock.monotonicMillis() + 10_000), controller.signal);
    controller.abort(error('is closed'));
    expect((await waiting)?.message).toBe('it is closed');
  });

  it('lets nobody out of a pause that ends too late, or is told of late by a busy event loop', async () => {
    const { clock, gate } = bench();
    gate.pause(error('wants a pause'), 5_000);
    expect((await gate.pass(until(clock.monotonicMillis() + 5_000), never))?.message).toBe(
      'it wants a pause',
    );
    const waiting = gate.pass(until(clock.monotonicMillis() + 5_001), never);
    clock.advance(5_001);
    expect((await waiting)?.message).toBe('it wants a pause');
    const inTime = gate.pass(until(clock.monotonicMillis()), never);
    expect(await inTime).toBeUndefined();
  });

  it('keeps a pause of the server, however short a later one is', async () => {
    const { clock, gate, now } = bench();
    gate.pause(error('first'), 20_000);
    gate.pause(error('second'), 1_000);
    clock.advance(19_999);
    expect(await now()).toBe('it first');
    clock.advance(1);
    expect(await now()).toBe('pass');
  });

  it('has a send wait for less, when the last request was not answered in time', async () => {
    const { clock, gate, now } = bench();
    const patience = (usual: number, unanswered: number) => {
      const moment = clock.monotonicMillis();
      return { usual: moment + usual, unanswered: moment + unanswered };
    };
    const slow = new TransportError('it', 'did not answer', { ranOutOfTime: true });
    gate.failed(error('fails'), 1_000);
    const waiting = gate.pass(patience(60_000, 100), never);
    gate.failed(slow, clock.monotonicMillis());
    clock.advance(200);
    expect((await waiting)?.message).toBe('it fails');
    expect((await gate.pass(patience(60_000, 0), never))?.message).toBe('it did not answer');
    const patient = gate.pass(patience(0, 60_000), never);
    clock.advance(200);
    expect([await patient, await now()]).toEqual([undefined, 'pass']);
    gate.answered(clock.monotonicMillis());
    gate.failed(error('fails'), clock.monotonicMillis());
    const next = gate.pass(patience(60_000, 0), never);
    clock.advance(200);
    expect(await next).toBeUndefined();
  });

  it('has all wait for a rate limit, which ran out of time by itself', async () => {
    const { clock, gate } = bench();
    gate.pause(new TransportError('it', 'wants a pause', { ranOutOfTime: true }), 30_000);
    const waiting = gate.pass(until(clock.monotonicMillis() + 60_000), never);
    clock.advance(30_000);
    expect(await waiting).toBeUndefined();
  });

  it('never stays shut: whatever happened, it opens within its longest pause, and one request goes out', async () => {
    const event = fc.oneof(
      fc.constant('answered' as const),
      fc.constant('failed' as const),
      fc.constant('unanswered' as const),
      fc.constant('refused' as const),
      fc.constant('paused' as const),
      fc.integer({ min: 1, max: 100_000 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const { clock, gate, now } = bench();
        for (const event of events) {
          const at = clock.monotonicMillis();
          if (event === 'answered') gate.answered(at);
          else if (event === 'failed') gate.failed(error('fails'), at, 999_999_999);
          else if (event === 'unanswered')
            gate.failed(new TransportError('it', 'is slow', { ranOutOfTime: true }), at);
          else if (event === 'refused') gate.refused(error('refuses'));
          else if (event === 'paused') gate.pause(error('pauses'), 999_999_999);
          else clock.advance(event);
        }
        clock.advance(330_000);
        expect(await now()).toBe('pass');
      }),
    );
  });
});
