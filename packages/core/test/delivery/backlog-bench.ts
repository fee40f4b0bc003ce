import { Backlog, type BacklogOptions } from '../../src/delivery/backlog.js';
import { FakeClock } from '../transport/fake-clock.js';

/** What an entry takes beside its payload. */
export const ENTRY_BYTES = 512;

/** A backlog on a clock that stands still, filled with texts. */
export function openBacklog(options: Partial<BacklogOptions> = {}) {
  const clock = new FakeClock();
  const backlog = new Backlog({
    clock,
    maxBytes: 1e6,
    maxAgeMillis: 60_000,
    resendWindowMillis: 10_000,
    ...options,
  });
  const sent = backlog.sent!;
  return {
    clock,
    backlog,
    sent,
    hold: (text: string, madeAt = clock.monotonicMillis(), points = 1) =>
      backlog.hold(Buffer.from(text), points, 0, true, madeAt),
    keep: (text: string, madeAt = clock.monotonicMillis(), points = 1) =>
      sent.keep(Buffer.from(text), points, madeAt),
    /** What is held, in the order in which it would be sent. */
    texts: () => backlog.entries.map(({ payload }) => Buffer.from(payload).toString()),
  };
}
