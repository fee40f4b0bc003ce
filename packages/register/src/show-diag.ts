import type { Api } from './follow-registration.js';

/**
 * Writes what the SDK says to the console, if OTEL_LOG_LEVEL asks for it and nobody does it yet. Returns the way back, for an
 * SDK that brings a logger of its own, and would complain of ours.
 */
export function showDiag(api: Api): () => void {
  const level = process.env.OTEL_LOG_LEVEL?.trim().toUpperCase();
  if (!level || loggerInUse() !== undefined) return () => {};
  const known = Object.entries(api.DiagLogLevel).find(([name]) => name === level)?.[1] as number | undefined;
  api.diag.setLogger(new api.DiagConsoleLogger(), { logLevel: known ?? api.DiagLogLevel.INFO });
  const ours = loggerInUse();
  return () => {
    if (loggerInUse() === ours) api.diag.disable();
  };
}

/** All copies of the API keep what is registered in one place, which is only read here. */
function loggerInUse(): unknown {
  const registry = Symbol.for('opentelemetry.js.api.1');
  return (globalThis as { [registry]?: { readonly diag?: unknown } })[registry]?.diag;
}
