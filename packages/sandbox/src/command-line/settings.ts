import { parseArgs } from 'node:util';
import type { BackendName } from '../backend-name.js';
import type { commandOptions } from './command-option.js';

/** What the command is told. */
export type Settings =
  | { readonly does: 'help' }
  | { readonly does: 'version' }
  | {
      readonly does: 'run';
      readonly port: number;
      readonly host: string;
      readonly pageHosts: readonly string[];
      /** Absent: all. */
      readonly backends: readonly BackendName[] | undefined;
      readonly strict: boolean;
      readonly maxSeries: number;
      readonly json: boolean;
    };

export type RunSettings = Extract<Settings, { does: 'run' }>;

/** What stands on the command line; throws an error that says what is wrong with it. Names of backends are not looked at. */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: parseOptions,
    strict: true,
    allowPositionals: false,
  });
  if (values.help) return { does: 'help' };
  if (values.version) return { does: 'version' };
  if (values.strict && values.lenient) throw new Error('--strict and --lenient exclude each other');
  return {
    does: 'run',
    port: wholeNumber('--port', values.port, 8400),
    host: values.host ?? '127.0.0.1',
    pageHosts: values['page-host'] ?? [],
    backends: values.backends?.split(',').map((name) => name.trim()) as BackendName[] | undefined,
    strict: values.strict ?? false,
    maxSeries: wholeNumber('--max-series', values['max-series'], 10_000),
    json: values.json ?? false,
  };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const parseOptions = {
  port: text,
  host: text,
  'page-host': { type: 'string', multiple: true },
  backends: text,
  strict: flag,
  lenient: flag,
  'max-series': text,
  json: flag,
  help: { type: 'boolean', short: 'h' },
  version: flag,
} as const satisfies Record<keyof typeof commandOptions, unknown>;

function wholeNumber(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(value)) throw new Error(`${name}: ${JSON.stringify(value)} is no whole number`);
  return Number(value);
}
