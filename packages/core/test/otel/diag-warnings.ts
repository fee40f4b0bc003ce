import { DiagLogLevel, diag } from '@opentelemetry/api';
import { afterEach, beforeEach, vi } from 'vitest';

/** What is said through `diag` as a warning or an error in each test of a file, which may stub the environment too. */
export function diagWarnings(): readonly string[] {
  const warnings: string[] = [];
  beforeEach(() => {
    warnings.length = 0;
    const quiet = () => {};
    const warn = (_namespace: string, ...words: unknown[]) => void warnings.push(words.join(' '));
    const logger = { error: warn, warn, info: quiet, debug: quiet, verbose: quiet };
    diag.setLogger(logger, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    diag.disable();
  });
  return warnings;
}
