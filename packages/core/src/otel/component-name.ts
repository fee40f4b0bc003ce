/** All copies of this package in a process count together. */
const key = Symbol.for('otelwire.components');
const holder = globalThis as { [key]?: Map<string, number> };

/** The name of the next component of a type, from `StatsdMetricExporter/0` on: the same ones after a restart. */
export function componentName(type: string): string {
  holder[key] ??= new Map();
  const number = holder[key].get(type) ?? 0;
  holder[key].set(type, number + 1);
  return `${type}/${number}`;
}
