import { quoted } from './safe-text.js';

const MAX_ITEMS = 8;

/** Any value as it may stand in a message. Of objects only the names are shown: the values may be secrets. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return quoted(`${value}n`).slice(1, -1);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? arrayText(value) : objectText(value);
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function arrayText(array: readonly unknown[]): string {
  const items = array.slice(0, MAX_ITEMS).map((item) => {
    if (typeof item !== 'object' || item === null) return valueText(item);
    return Array.isArray(item) ? '[…]' : '{…}';
  });
  return shortened(`[${listed(items, array.length)}]`);
}

function objectText(value: object): string {
  const names = Object.keys(value);
  if (names.length === 0) return 'an object without properties';
  const shown = names.slice(0, MAX_ITEMS).map((name) => quoted(name).slice(1, -1));
  return `an object with ${shortened(listed(shown, names.length))}`;
}

function listed(items: readonly string[], total: number): string {
  return [...items, ...(total > items.length ? ['…'] : [])].join(', ');
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
