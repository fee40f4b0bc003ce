// As built, from where they lie: what only the soak and the demo need is no dependency of the repository's root.
export { GraphiteMetricExporter } from '@otelwire/graphite';
export {
  createGraphiteReceiver,
  createInitialStateReceiver,
  createStatHatReceiver,
  createStatsdReceiver,
  createStrideReceiver,
} from '@otelwire/sandbox';
export { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';
export { InitialStateMetricExporter } from '../packages/initial-state/dist/esm/index.js';
export { StatHatMetricExporter } from '../packages/stathat/dist/esm/index.js';
export { StrideMetricExporter } from '../packages/stride/dist/esm/index.js';
