/** One in a million: a rarer sample says nothing. */
export const MIN_SAMPLE_RATE = 0.000001;

/** Whether `rate` can be sent: of numbers only, since text that reads as one may hold anything besides. */
export function isSampleRate(rate: unknown): rate is number {
  return typeof rate === 'number' && rate >= MIN_SAMPLE_RATE && rate <= 1;
}
