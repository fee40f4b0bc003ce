import Module from 'node:module';
import { withoutThrowing } from './notice.js';

/** Node.js calls it for a module that is required, and for one of CommonJS that is imported. */
type Load = (module: NodeModule, file: string) => void;

/**
 * Puts something else in the place of what CommonJS modules export, for `require()` and for `import`. This happens while the
 * module is being loaded: right after that, Node.js takes down what an `import` of it sees.
 */
export function catchRequired(replace: (file: string, exports: object) => object | undefined): void {
  const { _extensions: loaders } = Module as unknown as { _extensions: Record<string, Load> };
  const load = loaders['.js']!;
  loaders['.js'] = function (module, file) {
    load.call(this, module, file);
    if (!file.includes('@opentelemetry')) return;
    const replaced = withoutThrowing(() => replace(file, module.exports));
    if (replaced !== undefined) module.exports = replaced;
  };
}

/** Exports with some of them replaced. Those of a compiled module are getters that cannot be redefined. */
export function replacing(exports: object, others: object): object {
  return Object.create(Object.getPrototypeOf(exports), {
    ...Object.getOwnPropertyDescriptors(exports),
    ...Object.getOwnPropertyDescriptors(others),
  });
}
