import { type FoundPackage, findPackage, findPackageFrom } from './find-package.js';

/** What a copy of `@opentelemetry/sdk-metrics` has; the types are those of 2.x. */
export type MetricsSdk = typeof import('@opentelemetry/sdk-metrics');

const metricsPackage = '@opentelemetry/sdk-metrics';
const sdkNodePackage = '@opentelemetry/sdk-node';

/** Copies of `@opentelemetry/sdk-node`: what the program would load, and what its auto-instrumentations would. */
export function findSdkNodes(): FoundPackage[] {
  const auto = findPackage('@opentelemetry/auto-instrumentations-node');
  const found = [findPackage(sdkNodePackage), auto && findPackageFrom(auto.file, sdkNodePackage)];
  return found.filter((one) => one !== undefined);
}

/** The copies of the metrics SDK that the program has, the likeliest first. None is loaded. */
export function findMetricsSdks(): FoundPackage[] {
  const direct = findPackage(metricsPackage);
  const nested = findSdkNodes().map(({ file }) => findPackageFrom(file, metricsPackage));
  return [direct, ...nested].filter((one) => one !== undefined);
}

/** The copy that a file of the SDK would load. */
export function metricsSdkOf(file: string): MetricsSdk | undefined {
  return findPackageFrom(file, metricsPackage)?.load() as MetricsSdk | undefined;
}

/** The copy whose readers go with a provider: 1.x takes other objects from them than 2.x and 3.x do. */
export function metricsSdkFor(provider: object): MetricsSdk | undefined {
  const sdks = findMetricsSdks().map((found) => found.load() as MetricsSdk);
  return sdks.find((sdk) => isSdk1(sdk.MeterProvider.prototype) === isSdk1(provider));
}

/** Whether a provider is one of SDK 1.x, the only one that takes readers later. */
export function isSdk1(provider: object): provider is { addMetricReader(reader: object): void } {
  return 'addMetricReader' in provider;
}
