/** Variables by name. Tests and `resolveOptions` take any record; the real one comes from `processEnvironment`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of this process: the only place of the suite that reads them. */
export function processEnvironment(): Environment {
  return process.env;
}
