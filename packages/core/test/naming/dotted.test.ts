import { expect, it } from 'vitest';
import { dotted } from '../../src/naming/dotted.js';

it.each([
  ['', ''],
  ['shop', 'shop.'],
  ['shop.', 'shop.'],
  ['shop.eu', 'shop.eu.'],
])("puts '%s' before a name as '%s'", (prefix, expected) => {
  expect(dotted(prefix)).toBe(expected);
});
