import type { ExporterName } from './exporter-names.js';

/** What all copies of this package in a process share. */
interface ProcessState {
  /** A hook is in place. */
  isHooked: boolean;
  /** Exporters that the application has got from `metricReadersFromEnv()`: the hook leaves them to it. */
  readonly servedByCode: Set<ExporterName>;
  /** `@otelwire/register/start` has started an SDK. */
  isStarted: boolean;
  /** What an ES module calls that stands for another one. */
  replaceImported?: (original: object, url: string) => object;
}

const key = Symbol.for('otelwire.register');
const holder = globalThis as { [key]?: ProcessState };

export function processState(): ProcessState {
  holder[key] ??= { isHooked: false, isStarted: false, servedByCode: new Set() };
  return holder[key];
}
