import type {
  AggregationTemporalitySelector,
  InstrumentType as SdkInstrumentType,
  AggregationTemporality as SdkTemporality,
} from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, InstrumentType } from './constants.js';

const { DELTA, CUMULATIVE } = AggregationTemporality;

/** Which temporality an exporter asks of the SDK. */
export type TemporalityPreference = 'backend' | 'delta' | 'cumulative' | 'lowmemory';

export const temporalityPreferences = ['backend', 'delta', 'cumulative', 'lowmemory'] as const;

/** The temporality of each kind of instrument. */
export type TemporalityTable = Readonly<Record<`${SdkInstrumentType}`, 0 | 1>>;

const levels = { UP_DOWN_COUNTER: CUMULATIVE, OBSERVABLE_UP_DOWN_COUNTER: CUMULATIVE } as const;

/**
 * For backends that add up what they get. A gauge is cumulative, since under delta one that was not recorded again has a
 * gap; an observable gauge is delta, since under cumulative the SDK repeats a series that is not observed any more.
 */
export const deltaCounters: TemporalityTable = {
  ...levels,
  COUNTER: DELTA,
  OBSERVABLE_COUNTER: DELTA,
  HISTOGRAM: DELTA,
  GAUGE: CUMULATIVE,
  OBSERVABLE_GAUGE: DELTA,
};

/**
 * For backends that keep what they get, each point with its time: a total that is repeated, late or missing once does no harm. A
 * histogram is of the interval, since percentiles since the start tell nothing of now.
 */
export const totalCounters: TemporalityTable = {
  ...deltaCounters,
  COUNTER: CUMULATIVE,
  OBSERVABLE_COUNTER: CUMULATIVE,
};

/** The OTLP exporters' meaning of the same words, so that the variable's values mean what people know. */
const otlp: Readonly<Record<'delta' | 'cumulative' | 'lowmemory', TemporalityTable>> = {
  delta: { ...deltaCounters, GAUGE: DELTA },
  cumulative: {
    ...levels,
    COUNTER: CUMULATIVE,
    OBSERVABLE_COUNTER: CUMULATIVE,
    HISTOGRAM: CUMULATIVE,
    GAUGE: CUMULATIVE,
    OBSERVABLE_GAUGE: CUMULATIVE,
  },
  lowmemory: {
    ...levels,
    COUNTER: DELTA,
    OBSERVABLE_COUNTER: CUMULATIVE,
    HISTOGRAM: DELTA,
    GAUGE: CUMULATIVE,
    OBSERVABLE_GAUGE: CUMULATIVE,
  },
};

/** The selector for a preference; `backend` is what the backend itself is best served with. */
export function temporalitySelector(
  preference: TemporalityPreference | AggregationTemporalitySelector,
  backend: TemporalityTable,
): AggregationTemporalitySelector {
  if (typeof preference === 'function') return preference;
  const table = preference === 'backend' ? backend : otlp[preference];
  return (instrument) => (table[instrument] ?? table[InstrumentType.COUNTER]) as SdkTemporality;
}
