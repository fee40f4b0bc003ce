// The only file that touches what the SDK keeps to itself. Seen in sdk-metrics 2.12 and 3.1: a MeterProvider has
// `_sharedState`, whose `metricCollectors` are asked for storage when an instrument is made. Anything else is refused.
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { isSdk1 } from './metrics-sdk.js';

interface SharedState {
  readonly resource: unknown;
  readonly metricCollectors: { _sharedState: SharedState }[];
}

/** Gives a registered provider one more reader. Instruments that it has made before are not seen. False: it cannot be done. */
export function attach(provider: object, reader: MetricReader): boolean {
  try {
    if (!isSdk1(provider)) return pushCollector(provider, reader);
    provider.addMetricReader(reader);
    return true;
  } catch {
    return false;
  }
}

/** A collector's class is not exported: a second provider makes one, which then collects from the first. */
function pushCollector(provider: object, reader: MetricReader): boolean {
  const state = sharedStateOf(provider);
  if (state === undefined) return false;
  const second = new (baseOf(provider))({ readers: [reader], resource: state.resource });
  const collector = sharedStateOf(second)?.metricCollectors[0];
  if (collector?._sharedState === undefined) return false;
  collector._sharedState = state;
  state.metricCollectors.push(collector);
  return true;
}

/** The SDK's own class, also of a provider whose class extends it. */
function baseOf(provider: object): new (options: object) => object {
  let prototype = Object.getPrototypeOf(provider);
  while (Object.getPrototypeOf(prototype) !== Object.prototype) prototype = Object.getPrototypeOf(prototype);
  return prototype.constructor;
}

function sharedStateOf(provider: object): SharedState | undefined {
  const state = (provider as { _sharedState?: Partial<SharedState> })._sharedState;
  return Array.isArray(state?.metricCollectors) ? (state as SharedState) : undefined;
}
