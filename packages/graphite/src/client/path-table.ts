import type { PathShape } from '../wire/path-shape.js';

const MAX_PATHS = 10_000;

/** The constant bytes of the paths that an application names: each is sanitised once. */
export class PathTable {
  readonly #shapeOf: (path: string) => PathShape;
  readonly #shapes = new Map<string, PathShape>();

  constructor(shapeOf: (path: string) => PathShape) {
    this.#shapeOf = shapeOf;
  }

  /** `undefined` for what is no path. */
  find(path: string): PathShape | undefined {
    return this.#shapes.get(path) ?? this.#make(path);
  }

  #make(path: unknown): PathShape | undefined {
    if (typeof path !== 'string' || path === '') return undefined;
    if (this.#shapes.size >= MAX_PATHS) this.#shapes.clear();
    const shape = this.#shapeOf(path);
    this.#shapes.set(path, shape);
    return shape;
  }
}
