import { inspect } from 'node:util';
import { expect } from 'vitest';

/** Keys that forms, JSON, URLs and headers spell in different ways. */
export const keys = {
  account: 'sécret key+/="1',
  stat: 'stät key+/="2',
  header: 'header-tok3n',
  proxy: 'proxy-passw0rd',
};

/** As it is, and as a URL, a form, JSON and `Basic` spell it. */
export function spellings(key: string): string[] {
  const form = new URLSearchParams({ key }).toString().slice('key='.length);
  const basic = Buffer.from(`somebody:${key}`).toString('base64');
  return [key, encodeURIComponent(key), form, JSON.stringify(key).slice(1, -1), basic];
}

const all = Object.values(keys).flatMap(spellings);

/** All that can be read of something: of an error its message, its stack, its properties and those of its causes. */
function textsOf(shown: unknown): string[] {
  if (typeof shown === 'string') return [shown];
  const inspected = inspect(shown, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  if (!(shown instanceof Error)) return [inspected];
  const { cause, message, stack = '', ...properties } = shown;
  const said = [String(shown), message, stack, inspected, JSON.stringify(properties)];
  return cause === undefined ? said : [...said, ...textsOf(cause)];
}

/** Nothing that a person may get to see has a key, in any spelling. */
export function expectNoKeys(shown: readonly unknown[]): void {
  for (const text of shown.flatMap(textsOf)) for (const key of all) expect(text).not.toContain(key);
}
