import type { Environment } from './environment.js';
import type { AnyOption } from './schema.js';

/** A variable that may set an option. */
export interface Variable {
  /** Its name; of several that make up one value: `DB_HOST, DB_PORT`. */
  readonly name: string;
  /** Its text, trimmed; `undefined` when unset or empty. */
  text(env: Environment): string | undefined;
}

/** The variables of an option, the first one wins: with each prefix in turn, then those of others. */
export function variablesOf(option: AnyOption, envPrefixes: readonly string[]): Variable[] {
  const own = option.env === undefined ? [] : envPrefixes.map((prefix) => plain(prefix + option.env));
  const foreign = (option.foreignEnv ?? []).map((variable) =>
    typeof variable === 'string'
      ? plain(variable)
      : { name: variable.names.join(', '), text: (env: Environment) => trimmed(variable.toText(env)) },
  );
  return [...own, ...foreign];
}

function plain(name: string): Variable {
  return { name, text: (env) => trimmed(env[name]) };
}

function trimmed(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
