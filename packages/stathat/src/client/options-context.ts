import { processEnvironment, warnOfVariables } from '@otelwire/core';
import type { StatHatClientOptions } from './client-options.js';
import { statHatClientEnvPrefixes } from './client-schema.js';

/** What a client takes options from that the code does not give. */
export function optionsContext(subject: string, options: StatHatClientOptions) {
  return {
    subject,
    envPrefixes: statHatClientEnvPrefixes,
    env: processEnvironment(),
    warn: warnOfVariables(options),
  };
}
