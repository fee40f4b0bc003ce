import type { AggregationTemporalitySelector } from '@opentelemetry/sdk-metrics';
import { aFunction } from '../config/function-parser.js';
import { expected, type Parser } from '../config/parser.js';
import { choice } from '../config/text-parsers.js';
import { type TemporalityPreference, temporalityPreferences } from './temporality.js';

/** One of the words, or a function of the instrument type that code gives. */
export function temporality(): Parser<TemporalityPreference | AggregationTemporalitySelector> {
  const word = choice(temporalityPreferences);
  const selector = aFunction<AggregationTemporalitySelector>('a function of the instrument type');
  const allowed = `${word.allowed}, or ${selector.allowed}`;
  return {
    allowed,
    fromCode(value) {
      const parsed = typeof value === 'function' ? selector.fromCode(value) : word.fromCode(value);
      return 'value' in parsed ? parsed : expected(allowed);
    },
    fromText: word.fromText,
  };
}
