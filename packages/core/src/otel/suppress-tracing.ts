import { context, createContextKey } from '@opentelemetry/api';

/**
 * The key that `@opentelemetry/core` uses; the API keeps keys in the global symbol registry, so that the same
 * description is the same key.
 */
const suppressTracingKey = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** Runs `work` so that the sockets and lookups it makes do not become spans of the application. */
export function withoutTracing<Result>(work: () => Result): Result {
  return context.with(context.active().setValue(suppressTracingKey, true), work);
}
