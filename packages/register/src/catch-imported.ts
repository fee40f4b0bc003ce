import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import { processState } from './process-state.js';

interface Resolved {
  readonly url: string;
  readonly format?: string | null | undefined;
  readonly shortCircuit?: boolean;
}

interface Hooks {
  resolve(
    specifier: string,
    context: { readonly parentURL?: string | undefined },
    next: (specifier: string, context: object) => Resolved,
  ): Resolved;
  load(url: string, context: object, next: (url: string, context: object) => object): object;
}

const mark = '?otelwire';

/**
 * Puts something else in the place of what an ES module exports to those who import it by its name. Node.js has had the
 * synchronous hooks that this takes since 22.15: as old as the first SDK that has ES modules wants it. False: they are missing.
 */
export function catchImported(
  name: string,
  exports: readonly string[],
  replace: (original: object, file: string) => object,
): boolean {
  const { registerHooks } = Module as { registerHooks?: (hooks: Hooks) => void };
  if (registerHooks === undefined) return false;
  processState().replaceImported = (original, url) => replace(original, fileURLToPath(url));
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (specifier !== name || !resolved.url.endsWith('.mjs') || context.parentURL?.endsWith(mark))
        return resolved;
      return { url: resolved.url + mark, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.endsWith(mark)) return next(url, context);
      return { format: 'module', shortCircuit: true, source: standIn(url.slice(0, -mark.length), exports) };
    },
  });
  return true;
}

function standIn(url: string, exports: readonly string[]): string {
  const original = JSON.stringify(url);
  const lines = exports.map((name) => `export const ${name} = replaced.${name};`);
  return `export * from ${original};
import * as original from ${original};
const replaced = globalThis[Symbol.for('otelwire.register')].replaceImported(original, ${original});
${lines.join('\n')}
`;
}
