import { type AggregationTemporalitySelector, InstrumentType } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { AggregationTemporality } from '../../src/otel/constants.js';
import { deltaCounters, temporalityPreferences, temporalitySelector } from '../../src/otel/temporality.js';

const { DELTA, CUMULATIVE } = AggregationTemporality;

/** Instruments that are asked for as deltas. */
function deltas(selector: AggregationTemporalitySelector): string[] {
  const types = Object.values(InstrumentType);
  expect(types.every((type) => [DELTA, CUMULATIVE].includes(selector(type)))).toBe(true);
  return types.filter((type) => selector(type) === DELTA).sort();
}

describe('the temporality asked of the SDK', () => {
  it.each([
    ['backend', ['COUNTER', 'HISTOGRAM', 'OBSERVABLE_COUNTER', 'OBSERVABLE_GAUGE']],
    ['delta', ['COUNTER', 'GAUGE', 'HISTOGRAM', 'OBSERVABLE_COUNTER', 'OBSERVABLE_GAUGE']],
    ['cumulative', []],
    ['lowmemory', ['COUNTER', 'HISTOGRAM']],
  ] as const)('by %s is delta for %j', (preference, instruments) => {
    expect(deltas(temporalitySelector(preference, deltaCounters))).toEqual(instruments);
  });

  it('is a level for what goes up and down, whatever is preferred', () => {
    for (const preference of temporalityPreferences) {
      const selector = temporalitySelector(preference, deltaCounters);
      expect(selector(InstrumentType.UP_DOWN_COUNTER)).toBe(CUMULATIVE);
      expect(selector(InstrumentType.OBSERVABLE_UP_DOWN_COUNTER)).toBe(CUMULATIVE);
    }
  });

  it("is the backend's own by default, and only then", () => {
    const table = { ...deltaCounters, COUNTER: CUMULATIVE, HISTOGRAM: CUMULATIVE };
    expect(deltas(temporalitySelector('backend', table))).toEqual(['OBSERVABLE_COUNTER', 'OBSERVABLE_GAUGE']);
    expect(temporalitySelector('delta', table)(InstrumentType.COUNTER)).toBe(DELTA);
  });

  it('is what a function of the application says', () => {
    const own = () => CUMULATIVE;
    expect(temporalitySelector(own, deltaCounters)).toBe(own);
  });

  it('of an instrument that does not exist yet is that of a counter', () => {
    const unknown = 'FUTURE' as InstrumentType;
    expect(temporalitySelector('backend', deltaCounters)(unknown)).toBe(DELTA);
    expect(temporalitySelector('cumulative', deltaCounters)(unknown)).toBe(CUMULATIVE);
  });
});
