import { createRequire } from 'node:module';

/** Where the SDK is installed that the tests run with: see `OTELWIRE_SDK` in vitest.config.ts. */
const home =
  process.env.OTELWIRE_SDK === '3'
    ? new URL('../../../../test/sdk-3/package.json', import.meta.url)
    : new URL('../../package.json', import.meta.url);

interface OpenTelemetryCore {
  readonly ExportResultCode: Readonly<Record<string, number | string>>;
  isTracingSuppressed(context: unknown): boolean;
}

/** The `@opentelemetry/core` that the SDK itself uses. */
export function coreOfSdk(): OpenTelemetryCore {
  const sdk = createRequire(home).resolve('@opentelemetry/sdk-metrics');
  return createRequire(sdk)('@opentelemetry/core');
}
