import { createRequire } from 'node:module';

/** Loads packages as those that are told, each in the one before, find them: first in what is installed for a major version. */
export function requireIn(version: string, ...names: readonly string[]): NodeJS.Require {
  const inSdk = createRequire(
    new URL(`../../../../test/zero-code/sdk-${version}/package.json`, import.meta.url),
  );
  return names.reduce((found, name) => createRequire(found.resolve(name)), inSdk);
}
