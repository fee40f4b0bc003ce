import { ConfigError } from '../errors.js';
import { givenInCode, type NamedOption, namedOptions } from './code-options.js';
import type { Environment } from './environment.js';
import { type AnyOption, isOption, type OptionName, type Schema, type Values } from './schema.js';
import { type Setting, type Source, settle, warningsOf, withDefault } from './setting.js';

/**
 * What a rule found. When `option` got its value from the environment, that is a warning and the default is used;
 * else, as with plain text, it is a problem that throws. `problem` must hold no secret.
 */
export type RuleProblem<S extends Schema> =
  | string
  | {
      readonly option: OptionName<S>;
      readonly problem: string;
      /**
       * Other options that the rule looked at: it is not heard where one of them is itself invalid, and where one of them
       * came from the environment, that one gives way.
       */
      readonly needs?: readonly OptionName<S>[];
    };

export interface ResolveContext<S extends Schema> {
  /** Whose options these are, as the error names it: the class. */
  readonly subject: string;
  /** What goes before `env` of each option; the first prefix under which a variable is set wins. */
  readonly envPrefixes: readonly string[];
  /** `processEnvironment()`; `{}` for parts that do not read the environment. */
  readonly env: Environment;
  /** Gets one line for each variable that cannot be used. */
  readonly warn: (message: string) => void;
  /** What single parsers cannot see. Plain text counts only when every value is valid by itself. */
  readonly rules?: (values: Values<S>) => readonly RuleProblem<S>[];
}

/** In the shape of the schema: where each value came from. */
type Sources<S extends Schema> = {
  readonly [Name in keyof S]: S[Name] extends AnyOption
    ? Source
    : S[Name] extends Schema
      ? Sources<S[Name]>
      : never;
};

export interface ResolvedOptions<S extends Schema> {
  readonly values: Values<S>;
  readonly sources: Sources<S>;
}

/**
 * The value of every option: code > environment > default. Throws one `ConfigError` that lists all that is wrong in
 * code; what is wrong in the environment becomes a warning each, and the default is used.
 */
export function resolveOptions<S extends Schema>(
  schema: S,
  code: object | undefined,
  context: ResolveContext<S>,
): ResolvedOptions<S> {
  const problems: string[] = [];
  const given = givenInCode(schema, code, problems);
  const options = namedOptions(schema);
  const settings = new Map(
    options.map((named: NamedOption) => [named.name, settle(named, given, context, problems)]),
  );
  problems.push(...applyRules(schema, settings, context.rules));
  if (problems.length > 0) throw new ConfigError(context.subject, problems);
  for (const setting of settings.values()) for (const warning of warningsOf(setting)) context.warn(warning);
  return {
    values: nested(schema, settings, ({ value }) => value) as Values<S>,
    sources: nested(schema, settings, ({ source }) => source) as Sources<S>,
  };
}

/** Puts defaults in place of values from the environment that the rules refuse; returns the problems that remain. */
function applyRules<S extends Schema>(
  schema: S,
  settings: Map<string, Setting>,
  rules: ResolveContext<S>['rules'],
): string[] {
  for (;;) {
    const all = rules?.(nested(schema, settings, ({ value }) => value) as Values<S>) ?? [];
    const found = all.filter((one) => isHeard(one, settings));
    const blamed = found.flatMap((one) => blame(one, settings))[0];
    // Each round turns one setting into a default, so there are no more rounds than options.
    if (blamed === undefined) return found.map(problemText);
    settings.set(blamed.name, withDefault(blamed.setting, blamed.problem));
  }
}

/** The setting from the environment that a rule's problem is due to: a variable must not make a constructor throw. */
function blame<S extends Schema>(
  found: RuleProblem<S>,
  settings: ReadonlyMap<string, Setting>,
): { readonly name: string; readonly setting: Setting; readonly problem: string }[] {
  if (typeof found === 'string') return [];
  return [found.option, ...(found.needs ?? [])]
    .map((name) => ({ name, setting: settings.get(name)!, problem: found.problem }))
    .filter(({ setting }) => setting.source === 'env');
}

function isHeard<S extends Schema>(found: RuleProblem<S>, settings: ReadonlyMap<string, Setting>): boolean {
  const involved = typeof found === 'string' ? [...settings.keys()] : [found.option, ...(found.needs ?? [])];
  return !involved.some((name) => settings.get(name)?.isStandIn);
}

function problemText(found: string | { readonly option: string; readonly problem: string }): string {
  return typeof found === 'string' ? found : `${found.option} is invalid; ${found.problem}`;
}

function nested(
  schema: Schema,
  settings: ReadonlyMap<string, Setting>,
  pick: (setting: Setting) => unknown,
  prefix = '',
): Record<string, unknown> {
  const entries = Object.entries(schema).map(([key, entry]) => [
    key,
    isOption(entry) ? pick(settings.get(prefix + key)!) : nested(entry, settings, pick, `${prefix}${key}.`),
  ]);
  return Object.fromEntries(entries);
}
