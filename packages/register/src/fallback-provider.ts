import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { createEarlyProvider, type EarlyProvider } from './early-provider.js';
import { findPackageFrom } from './find-package.js';
import type { MetricsSdk } from './metrics-sdk.js';

type Resources = typeof import('@opentelemetry/resources');
type Resource = ReturnType<Resources['defaultResource']>;

/** What SDK 1.x has instead. */
interface Resources1 {
  readonly Resource: { default(): Resource };
  detectResourcesSync(options: { detectors: readonly unknown[] }): Resource;
  readonly envDetectorSync: unknown;
  readonly processDetectorSync: unknown;
}

export interface FallbackProvider extends EarlyProvider {
  /** Never rejects. */
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** The provider for an application that has none, made by its own copy of the SDK, which lies at `file`. */
export function createFallbackProvider(
  sdk: MetricsSdk,
  file: string,
  readers: MetricReader[],
): FallbackProvider {
  const resource = detectResource(file);
  const provider = new sdk.MeterProvider({ readers, ...(resource && { resource }) });
  const early = createEarlyProvider(provider);
  for (const reader of readers) {
    const collect = reader.collect.bind(reader);
    reader.collect = (options) => {
      early.startObserving();
      return collect(options);
    };
  }
  return {
    ...early,
    flush: () => provider.forceFlush().catch(() => {}),
    shutdown: () => provider.shutdown(),
  };
}

/**
 * By the environment and the process only: no detector that asks the network, which an export would wait for, from sdk-metrics
 * 2.9 on without an end.
 */
function detectResource(file: string): Resource | undefined {
  const resources = findPackageFrom(file, '@opentelemetry/resources')?.load() as
    | Resources
    | Resources1
    | undefined;
  if (resources === undefined) return undefined;
  if ('detectResourcesSync' in resources) {
    const detectors = [resources.processDetectorSync, resources.envDetectorSync];
    return resources.Resource.default().merge(resources.detectResourcesSync({ detectors }));
  }
  const { defaultResource, detectResources, envDetector, processDetector } = resources;
  return defaultResource().merge(detectResources({ detectors: [processDetector, envDetector] }));
}
