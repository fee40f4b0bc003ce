import type { Environment } from '@otelwire/core';
import type { InitialStateStreamerOptions } from './client-options.js';
import { initialStateClientEnvPrefixes } from './client-schema.js';
import { readIniFile } from './ini-file.js';

interface Context {
  readonly subject: string;
  readonly warn: (message: string) => void;
  readonly env: Environment;
}

/** The variables, and the settings of the file next to them. */
export function streamerEnvironment(
  options: InitialStateStreamerOptions | undefined,
  { env, ...context }: Context,
): Environment {
  // of another type, it is a problem that the options tell with all others
  const given: unknown = options?.iniFile;
  const [prefix] = initialStateClientEnvPrefixes;
  const path = typeof given === 'string' ? given : env[`${prefix}INI_FILE`] || undefined;
  return { ...env, ...readIniFile({ ...context, path }) };
}
