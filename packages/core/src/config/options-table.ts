import { type NamedOption, namedOptions } from './code-options.js';
import type { Schema } from './schema.js';
import { valueText } from './value-text.js';
import { variablesOf } from './variables.js';

/** One options table of a package's README. */
export interface OptionTable {
  readonly schema: Schema;
  readonly envPrefixes: readonly string[];
}

const BLOCK = /^<!-- options:([\w.-]+) -->$(?:(?!<!-- options:)[\s\S])*?^<!-- \/options -->$/gm;
const OPENING = /^<!-- options:([\w.-]+) -->$/gm;

/** The Markdown table: option, variable, default, what it is. */
export function renderOptionTable({ schema, envPrefixes }: OptionTable): string {
  const rows = namedOptions(schema).map((named) => row(cellsOf(named, envPrefixes.slice(0, 1))));
  const table = [
    row(['option', 'variable', 'default', 'what it is']),
    row(['---', '---', '---', '---']),
    ...rows,
  ];
  const [first, ...others] = envPrefixes.map((prefix) => `\`${prefix}\``);
  if (others.length === 0) return table.join('\n');
  return [...table, '', `Instead of ${first}, names may start with ${others.join(' or ')}.`].join('\n');
}

function cellsOf({ name, option }: NamedOption, envPrefixes: readonly string[]): string[] {
  const variables = variablesOf(option, envPrefixes).flatMap((variable) => variable.name.split(', '));
  return [
    `\`${name}\``,
    variables.map((variable) => `\`${variable}\``).join(', ') || '–',
    option.required ? 'required' : defaultText(option),
    [sentence(option.describe), takes(option, variables.length > 0), sentence(option.whyDefault)]
      .join(' ')
      .trim(),
  ];
}

function defaultText({ secret, type, default: value, defaultText }: NamedOption['option']): string {
  if (defaultText !== undefined) return defaultText;
  if (value === undefined || typeof value === 'function' || secret) return '–';
  if (type.show !== undefined) return `\`${type.show(value)}\``;
  if (typeof value === 'string') return `\`${value || "''"}\``;
  return Array.isArray(value) || typeof value !== 'object' ? `\`${valueText(value)}\`` : '–';
}

function takes({ type: { allowed, allowedText } }: NamedOption['option'], hasVariable: boolean): string {
  return `Takes ${allowed}${hasVariable && allowedText !== undefined ? `; in the variable, ${allowedText}` : ''}.`;
}

function sentence(text = ''): string {
  const capitalised = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$|^$/.test(text) ? capitalised : `${capitalised}.`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s+/g, ' ').replace(/\|/g, '\\|')).join(' | ')} |`;
}

/** What became of a README: its text with fresh tables, and what is wrong with its markers. */
export interface UpdatedReadme {
  readonly text: string;
  readonly problems: readonly string[];
}

/** Puts the tables between `<!-- options:NAME -->` and `<!-- /options -->`, each marker on a line of its own. */
export function updateReadme(readme: string, tables: Readonly<Record<string, OptionTable>>): UpdatedReadme {
  const opened = [...readme.matchAll(OPENING)].map((match) => match[1]!);
  const found = [...readme.matchAll(BLOCK)].map((match) => match[1]!);
  const problems = [
    ...opened
      .filter((name) => !found.includes(name))
      .map((name) => `<!-- options:${name} --> is never closed`),
    ...found
      .filter((name) => !Object.hasOwn(tables, name))
      .map((name) => `there are no options named ${name}`),
    ...Object.keys(tables)
      .filter((name) => !opened.includes(name))
      .map((name) => `<!-- options:${name} --> is missing`),
  ];
  const text = readme.replace(BLOCK, (block, name: string) =>
    Object.hasOwn(tables, name)
      ? `<!-- options:${name} -->\n\n${renderOptionTable(tables[name]!)}\n\n<!-- /options -->`
      : block,
  );
  return { text, problems };
}
