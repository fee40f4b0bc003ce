import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backlog } from '../../src/delivery/backlog.js';
import type { BacklogEntry } from '../../src/delivery/payload-queue.js';
import { Packer } from '../../src/payload/packer.js';
import type { ConnectionEnd } from '../../src/transport/transport.js';
import { payloadsOf } from '../payload/packed.js';
import { FakeClock } from '../transport/fake-clock.js';
import { type Item, PlainBacklog, sumOf } from './plain-backlog.js';

const MAX_AGE_MILLIS = 30_000;
const WINDOW_MILLIS = 10_000;

type Step =
  | { readonly do: 'hold' | 'keep'; readonly length: number; readonly points: number; readonly age: number }
  | { readonly do: 'recall'; readonly end: ConnectionEnd }
  | { readonly do: 'recall from' | 'advance'; readonly millis: number }
  | { readonly do: 'resend'; readonly written: number; readonly fate: 'delivered' | 'kept' | 'held' };

const millis = fc.oneof(fc.nat(100), fc.nat(20_000));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('hold' as const, 'keep' as const),
      length: fc.integer({ min: 10, max: 1500 }),
      points: fc.nat(5),
      age: fc.oneof(fc.constant(0), fc.nat(40_000)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('recall' as const),
      end: fc.constantFrom('in-order' as const, 'broken' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('recall from' as const, 'advance' as const), millis }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('resend' as const),
      written: fc.nat(4),
      fate: fc.constantFrom('delivered' as const, 'kept' as const, 'held' as const),
    }),
  },
);

/** A backlog and a plain one, which have to say the same. */
class Pair {
  readonly #clock = new FakeClock();
  readonly #plain: PlainBacklog;
  readonly #backlog: Backlog;
  readonly #maxBytes: number;
  #count = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#plain = new PlainBacklog(this.#clock, maxBytes, MAX_AGE_MILLIS);
    this.#backlog = new Backlog({
      clock: this.#clock,
      maxBytes,
      maxAgeMillis: MAX_AGE_MILLIS,
      resendWindowMillis: WINDOW_MILLIS,
    });
  }

  take(step: Step): void {
    const now = this.#clock.monotonicMillis();
    if (step.do === 'hold') this.#hold(this.#make(step));
    if (step.do === 'keep') this.#keep(this.#make(step));
    if (step.do === 'recall') {
      if (step.end === 'broken') this.#plain.sent = this.#plain.sent.map(unsent);
      const since = now - WINDOW_MILLIS;
      const isFirst = ({ sentAt = [], closings = 0 }: Item) =>
        sentAt[0]! >= since || (sentAt.at(-1)! >= since && closings < 3);
      const expected =
        step.end === 'broken' ? this.#plain.recall(() => true) : this.#plain.recall(isFirst, 1);
      this.#plain.sent = [];
      expect(this.#backlog.sent!.recall(step.end)).toEqual(expected);
    }
    if (step.do === 'recall from') {
      const expected = this.#plain.recall(({ madeAt }) => madeAt >= now - step.millis);
      expect(this.#backlog.sent!.recallFrom(now - step.millis)).toEqual(expected);
    }
    if (step.do === 'advance') this.#clock.advance(step.millis);
    if (step.do === 'resend') this.#resend(step.written, step.fate);
    this.#compare();
  }

  /** Of an age of its own. */
  #make({ length, points, age }: { length: number; points: number; age: number }): Item {
    this.#count += 1;
    const madeAt = this.#clock.monotonicMillis() - age + this.#count / 1e4;
    return { text: `${this.#count}`.padEnd(length), points, madeAt };
  }

  #hold(item: Item): void {
    const { text, points, madeAt } = item;
    const expected = this.#plain.hold(unsent(item));
    expect(this.#backlog.hold(Buffer.from(text), points, 0, true, madeAt)).toEqual(expected);
  }

  #keep(item: Item): void {
    this.#plain.keep(item);
    this.#backlog.sent!.keep(Buffer.from(item.text), item.points, item.madeAt);
  }

  /** Some are written, and the server is away for the others. */
  #resend(written: number, fate: 'delivered' | 'kept' | 'held'): void {
    const items = this.#plain.held.splice(0, written);
    const entries: BacklogEntry[] = [];
    if (written > 0) {
      for (const entry of this.#backlog.takeEach()) if (entries.push(entry) === written) break;
      this.#plain.held = this.#plain.held.map(unsent);
    }
    expect(entries).toHaveLength(items.length);
    for (const [i, entry] of entries.entries()) this.#write(entry, items[i]!, fate);
  }

  #write(entry: BacklogEntry, item: Item, fate: 'delivered' | 'kept' | 'held'): void {
    const { text, points, madeAt } = item;
    const packer = new Packer({ maxPayloadBytes: 1500, clock: this.#clock });
    const isTooOld = madeAt < this.#clock.monotonicMillis() - MAX_AGE_MILLIS;
    expect(this.#backlog.write(entry, packer)).toEqual(isTooOld ? { too_old: points } : {});
    const packed = packer.takeAll().flatMap((batch) => {
      expect(batch.madeAt).toEqual([madeAt]);
      return payloadsOf(batch).map(({ body, points }) => [String(body), points]);
    });
    expect(packed).toEqual(isTooOld ? [] : [[text, points]]);
    if (fate === 'kept') this.#keep(item);
    if (fate === 'held') this.#hold(item);
  }

  #compare(): void {
    const { held, bytes } = this.#plain;
    expect([this.#backlog.points, this.#backlog.isEmpty, this.#backlog.bytes]).toEqual([
      sumOf(held, ({ points }) => points),
      held.length === 0,
      bytes,
    ]);
    expect(this.#backlog.sent!.heldSince).toBe(held[0]?.madeAt ?? Number.POSITIVE_INFINITY);
    expect(bytes).toBeLessThanOrEqual(this.#maxBytes);
  }
}

/** What was held since is new to the server. */
const unsent = (item: Item): Item => ({ ...item, sentAt: [], closings: 0 });

describe('a backlog, whatever is done with it', () => {
  it('holds and keeps what a plain one would, within its bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 600, 3_000, 8_000, 100_000),
        fc.array(step, { maxLength: 60, size: 'max' }),
        (maxBytes, steps) => {
          const pair = new Pair(maxBytes);
          for (const one of steps) pair.take(one);
        },
      ),
      { numRuns: 300 },
    );
  });
});
