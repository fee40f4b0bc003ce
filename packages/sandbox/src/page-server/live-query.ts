import type { BackendName } from '../backend-name.js';
import { quote } from '../defect.js';
import type { LiveQuery } from '../live/messages.js';
import { Refusal } from './refusal.js';

const sorts = ['name', 'latest', 'activity'] as const;
const ranges = [600, 21_600] as const;
const maxTextCharacters = 2000;

type Read = (text: string) => LiveQuery[keyof LiveQuery];

/** Reads the query of `/api/live`; throws a `Refusal` that names everything that is wrong with it. */
export function readLiveQuery(text: string, backends: readonly BackendName[]): LiveQuery {
  const readers: Readonly<Record<keyof LiveQuery, Read>> = {
    backend: oneOf(backends),
    search: shortText,
    sort: oneOf(sorts),
    offset: wholeNumber(0, 1_000_000_000),
    limit: wholeNumber(0, 200),
    selected: shortText,
    rangeSeconds: (value) => Number(oneOf(ranges.map(String))(value)),
  };
  const parameters = [...new URLSearchParams(text)];
  const problems: string[] = [];
  const query: Record<string, unknown> = {};
  for (const [name, value] of parameters) {
    const problem = readOne(readers, query, name, value);
    if (problem !== undefined) problems.push(`${name.slice(0, 40)}: ${problem}`);
  }
  if (problems.length > 0) throw new Refusal(400, problems.slice(0, 10).join('\n'));
  return query;
}

/** Puts the value into the query, or tells what is wrong with it. */
function readOne(
  readers: Readonly<Record<string, Read>>,
  query: Record<string, unknown>,
  name: string,
  value: string,
): string | undefined {
  if (!Object.hasOwn(readers, name)) return `not one of ${Object.keys(readers).join(', ')}`;
  if (Object.hasOwn(query, name)) return 'given twice';
  try {
    query[name] = readers[name]!(value);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function oneOf<T extends string>(allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new Error(`${quote(value)} is not one of ${allowed.join(', ')}`);
    return found;
  };
}

function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d{1,10}$/.test(value) || number < least || number > most) {
      throw new Error(`${quote(value)} is no whole number from ${least} to ${most}`);
    }
    return number;
  };
}

function shortText(value: string): string {
  if (value.length > maxTextCharacters) throw new Error(`longer than ${maxTextCharacters} characters`);
  return value;
}
