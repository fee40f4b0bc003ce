import { DiagLogLevel, diag } from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import { createDiagLogger } from '../../src/otel/diag-logger.js';

afterEach(() => {
  diag.disable();
});

describe('the diag logger', () => {
  it("speaks through the application's diag logger, also one that is set later, under its namespace", () => {
    const logger = createDiagLogger('otelwire/test');
    logger.error('before anybody listens');
    const said: unknown[][] = [];
    const keep =
      (level: string) =>
      (...words: unknown[]) =>
        void said.push([level, ...words]);
    diag.setLogger(
      {
        error: keep('error'),
        warn: keep('warn'),
        info: keep('info'),
        debug: keep('debug'),
        verbose: keep('verbose'),
      },
      { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true },
    );
    said.length = 0;
    for (const level of ['error', 'warn', 'info', 'debug'] as const) logger[level](`an ${level}`);
    expect(said).toEqual(
      ['error', 'warn', 'info', 'debug'].map((level) => [level, 'otelwire/test', `an ${level}`]),
    );
  });
});
