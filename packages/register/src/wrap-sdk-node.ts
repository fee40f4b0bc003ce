import type { ListedExporters } from './exporter-names.js';
import { type Follower, noReaders, type Readers } from './follower.js';
import { isSdk1, type MetricsSdk, metricsSdkOf } from './metrics-sdk.js';
import { withoutThrowing } from './notice.js';

interface RunningSdk {
  shutdown(): Promise<void>;
}

type StartNodeSdk = (options?: Configuration) => RunningSdk;

/** What of `@opentelemetry/sdk-node` is replaced. */
export interface SdkNode {
  readonly NodeSDK: new (configuration?: Configuration) => RunningSdk & { start(): void };
  /** Since 0.20x, experimental. */
  readonly startNodeSDK?: StartNodeSdk;
  /** Its name since 0.30x. */
  readonly startNodeSdk?: StartNodeSdk;
}

interface Configuration {
  readonly metricReader?: unknown;
  readonly metricReaders?: readonly unknown[];
}

/** The names of the exports that are replaced. */
export const replacedExports = ['NodeSDK', 'startNodeSDK', 'startNodeSdk'] as const;

/**
 * Stands in for `NodeSDK` and `startNodeSdk`: where they would make no MeterProvider, since the environment names only exporters
 * that they do not know, they get ours by their public options. So the provider is theirs, with their resource and their shutdown.
 */
export function wrapSdkNode(
  original: SdkNode,
  file: string,
  follower: Follower,
  listed: ListedExporters,
): SdkNode {
  const readersFor = (configuration: Configuration | undefined): Readers => {
    follower.leaveLog();
    const make = () => {
      const sdk = metricsSdkOf(file);
      return sdk !== undefined && !hasReaders(configuration, listed, sdk)
        ? follower.makeReaders(sdk)
        : noReaders;
    };
    return withoutThrowing(make) ?? noReaders;
  };
  const starting = (start: StartNodeSdk | undefined): StartNodeSdk | undefined =>
    start &&
    ((options) => {
      const readers = readersFor(options);
      const sdk = follower.handing(readers, () => start(withReaders(options, readers)));
      return { ...sdk, shutdown: () => sdk.shutdown().finally(() => follower.flush()) };
    });
  const { startNodeSDK, startNodeSdk } = original;
  return {
    NodeSDK: wrapClass(original.NodeSDK, readersFor, follower),
    ...(startNodeSDK && { startNodeSDK: starting(startNodeSDK)! }),
    ...(startNodeSdk && { startNodeSdk: starting(startNodeSdk)! }),
  };
}

function wrapClass(
  Original: SdkNode['NodeSDK'],
  readersFor: (configuration: Configuration | undefined) => Readers,
  follower: Follower,
): SdkNode['NodeSDK'] {
  return class NodeSDK extends Original {
    readonly #readers: Readers;

    constructor(configuration?: Configuration) {
      const readers = readersFor(configuration);
      super(withReaders(configuration, readers));
      this.#readers = readers;
    }

    override start(): void {
      follower.handing(this.#readers, () => super.start());
    }

    override shutdown(): Promise<void> {
      return super.shutdown().finally(() => follower.flush());
    }
  };
}

/** Before sdk-node 0.204 there is only `metricReader`; whoever knows `metricReaders` does not look at it. */
function withReaders(configuration: Configuration | undefined, readers: Readers): Configuration | undefined {
  if (readers.size === 0) return configuration;
  const [metricReader, ...more] = readers.values();
  return { ...configuration, metricReader, metricReaders: [metricReader, ...more] };
}

/** Whether an SDK will have readers without ours: by its configuration, or by the environment, of which `otlp` is the default. */
function hasReaders(
  configuration: Configuration | undefined,
  { others }: ListedExporters,
  sdk: MetricsSdk,
): boolean {
  if (configuration?.metricReader !== undefined || configuration?.metricReaders?.length) return true;
  const isDefault = !process.env.OTEL_METRICS_EXPORTER?.trim() && !isSdk1(sdk.MeterProvider.prototype);
  return others.length > 0 || isDefault;
}
