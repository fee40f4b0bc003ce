import { expected, type Parsed, type Parser } from './parser.js';
import { text } from './text-parsers.js';

/** Names or other short texts: an array in code, separated by commas in a variable. */
export function list(): Parser<readonly string[]> {
  return arrayOf(text({ mayBeEmpty: false }), 'an array of text', 'a list separated by commas');
}

/** As `list`, of what another parser reads: `listOf(number({ min: 0, max: 1 }))`. */
export function listOf<Value, Input>(item: Parser<Value, Input>): Parser<readonly Value[], readonly Input[]> {
  return arrayOf(
    item,
    `an array, each item ${item.allowed}`,
    `a list separated by commas, each item ${item.allowedText ?? item.allowed}`,
  );
}

function arrayOf<Value, Input>(
  item: Parser<Value, Input>,
  allowed: string,
  allowedText: string,
): Parser<readonly Value[], readonly Input[]> {
  return {
    allowed,
    allowedText,
    fromCode: (value) =>
      Array.isArray(value) ? readItems(value, (given) => item.fromCode(given)) : expected(allowed),
    fromText(given) {
      const parts = commaSeparated(given);
      return parts.length > 0 ? readItems(parts, (part) => item.fromText(part)) : expected(allowedText);
    },
  };
}

function readItems<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Parsed<Value>,
): Parsed<readonly Value[]> {
  const values: Value[] = [];
  for (let index = 0; index < items.length; index++) {
    const parsed = read(items[index]!);
    if ('problem' in parsed) return { problem: `item ${index + 1}: ${parsed.problem}` };
    values.push(parsed.value);
  }
  return { value: values };
}

function commaSeparated(given: string): string[] {
  return given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A list, or the word `all`. */
export function listOrAll(): Parser<readonly string[] | 'all'> {
  const names = list();
  const allowed = "'all' or an array of text";
  const allowedText = 'all, or a list separated by commas';
  return {
    allowed,
    allowedText,
    fromCode(value) {
      if (typeof value === 'string') {
        return value.toLowerCase() === 'all' ? { value: 'all' } : expected(allowed);
      }
      return Array.isArray(value) ? names.fromCode(value) : expected(allowed);
    },
    fromText: (given) => (given.toLowerCase() === 'all' ? { value: 'all' } : names.fromText(given)),
  };
}
