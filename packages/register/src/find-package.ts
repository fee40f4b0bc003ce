import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file of a package, and what this package would load. */
export interface FoundPackage {
  readonly file: string;
  load(): unknown;
}

/** Looks for a package as the program would, then as this package would. */
export function findPackage(name: string): FoundPackage | undefined {
  for (const place of places()) {
    const found = findPackageFrom(place, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Looks for a package as a file would. */
export function findPackageFrom(file: string, name: string): FoundPackage | undefined {
  try {
    const require = createRequire(file);
    const resolved = require.resolve(name);
    return { file: resolved, load: () => require(resolved) };
  } catch {
    return undefined;
  }
}

/** Files whose folders are searched: the program (also where a link to it leads), the working directory, this package. */
function places(): string[] {
  const program = process.argv[1];
  const here = join(process.cwd(), 'index.js');
  if (program === undefined) return [here, __filename];
  return [...new Set([join(dirname(program), 'index.js'), realFile(program), here, __filename])];
}

function realFile(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
