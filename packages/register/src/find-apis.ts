import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPackage } from './find-package.js';
import type { Api } from './follow-registration.js';
import { notice } from './notice.js';

/** The copies of the API that the program can load: the CommonJS one and, from 1.10 on, one of ES modules. */
export function findApis(): Api[] {
  const found = findPackage('@opentelemetry/api');
  if (found === undefined) return [];
  const api = found.load() as Api;
  const module = importedFile(found.file);
  return module === undefined || module === found.file ? [api] : [api, ...requireModule(module)];
}

/** From Node.js 20.19 on, require() loads ES modules. */
function requireModule(file: string): Api[] {
  try {
    return [require(file) as Api];
  } catch {
    notice('the ES modules of @opentelemetry/api cannot be followed before Node.js 20.19');
    return [];
  }
}

/** What `import` would load of the package that a file belongs to. */
export function importedFile(file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const exports = exportsIn(join(folder, 'package.json'));
    if (exports === undefined) continue;
    const target = importTarget((exports as { '.'?: unknown })['.'] ?? exports);
    return target && join(folder, target);
  }
  return undefined;
}

function exportsIn(manifest: string): unknown {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).exports;
  } catch {
    return undefined;
  }
}

/** The first condition that holds for `import` in Node.js, as its resolver takes them. */
function importTarget(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  for (const [condition, value] of Object.entries(exports ?? {})) {
    if (!['node', 'import', 'default'].includes(condition)) continue;
    const target = importTarget(value);
    if (target !== undefined) return target;
  }
  return undefined;
}
