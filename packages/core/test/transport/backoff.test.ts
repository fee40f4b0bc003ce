import { describe, expect, it } from 'vitest';
import { Backoff } from '../../src/transport/backoff.js';
import { FakeClock } from './fake-clock.js';

function waits(random: number, failures: number): number[] {
  const clock = new FakeClock();
  const backoff = new Backoff({ clock, random: () => random });
  return Array.from({ length: failures }, () => {
    backoff.failed();
    return backoff.until - clock.monotonicMillis();
  });
}

describe('a backoff', () => {
  it('doubles up to half a minute', () => {
    expect(waits(1, 10)).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
  });

  it('leaves up to half of it to chance', () => {
    expect(waits(0, 3)).toEqual([100, 200, 400]);
  });

  it('stays at the longest wait for ever', () => {
    expect(waits(1, 5_000).at(-1)).toBe(30_000);
  });

  it('starts anew after a success', () => {
    const clock = new FakeClock();
    const backoff = new Backoff({ clock, random: () => 1 });
    backoff.failed();
    backoff.failed();
    backoff.succeeded();
    expect(backoff.until).toBeLessThan(clock.monotonicMillis());
    backoff.failed();
    expect(backoff.until - clock.monotonicMillis()).toBe(200);
  });
});
