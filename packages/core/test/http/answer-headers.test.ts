import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateLimitOf } from '../../src/http/rate-limit.js';
import { retryAfterMillis } from '../../src/http/retry-after.js';

const now = Date.parse('2026-11-22T04:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 1.5 ', 1_500],
    ['Sun, 22 Nov 2026 04:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 04:00:30 GMT', 30_000],
    ['Sun Nov 22 04:00:30 2026', 30_000],
    ['Sun, 22 Nov 2026 03:00:00 GMT', 0],
  ])('%s asks for %s ms', (text, millis) => {
    expect(retryAfterMillis({ 'retry-after': text }, now)).toBe(millis);
  });

  it.each(['', 'soon', '-5', '1e9', '12 s', 'Sun', 'Sunday, the 22nd', '2026-11-22T04:00:30Z'])(
    "'%s' asks for nothing",
    (text) => {
      expect(retryAfterMillis({ 'retry-after': text }, now)).toBeUndefined();
    },
  );

  it('is absent, or there twice', () => {
    expect(retryAfterMillis({}, now)).toBeUndefined();
    expect(retryAfterMillis({ 'retry-after': ['7', '9'] }, now)).toBe(7_000);
  });

  it("takes a date by the server's clock, and by ours where that is not said", () => {
    const date = new Date(now + 3_600_000).toUTCString();
    const later = new Date(now + 3_660_000).toUTCString();
    expect(retryAfterMillis({ date, 'retry-after': later }, now)).toBe(60_000);
    expect(retryAfterMillis({ date: 'today', 'retry-after': later }, now)).toBe(3_660_000);
  });

  it('is never below zero, and never no number', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, date) => {
        const millis = retryAfterMillis({ 'retry-after': text, date }, now);
        expect(millis === undefined || millis >= 0).toBe(true);
      }),
    );
  });
});

describe('a rate limit', () => {
  it.each([
    [
      { 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '2', 'x-ratelimit-reset': '10' },
      { limit: 30, remaining: 2, resetMillis: 10_000 },
    ],
    [{ 'ratelimit-remaining': '0' }, { remaining: 0 }],
    [{ 'x-ratelimit-reset': String(now / 1000 + 7) }, { resetMillis: 7_000 }],
    [{ 'x-ratelimit-reset': String(now / 1000 - 7) }, { resetMillis: 0 }],
    [{ 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '1' }, { remaining: 1 }],
    [{ 'x-ratelimit-limit': 'many' }, undefined],
    [{}, undefined],
  ])('%j is %j', (headers, limit) => {
    expect(rateLimitOf(headers, now)).toEqual(limit);
  });
});
