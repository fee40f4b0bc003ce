/** Where `@opentelemetry/api` leaves its parts for all of its copies, in an application that has it. */
const api = Symbol.for('opentelemetry.js.api.1');
/** The key that `@opentelemetry/core` uses. */
const suppressTracing = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

interface Context {
  setValue(key: symbol, value: unknown): Context;
}

interface ContextManager {
  active(): Context;
  with<Result>(context: Context, work: () => Result): Result;
}

/** Runs `work` so that its requests, sockets and lookups do not become spans of the application. Without OpenTelemetry it just runs. */
export function withoutTracing<Result>(work: () => Result): Result {
  const { context } = (globalThis as { readonly [api]?: { readonly context?: ContextManager } })[api] ?? {};
  return context === undefined
    ? work()
    : context.with(context.active().setValue(suppressTracing, true), work);
}
