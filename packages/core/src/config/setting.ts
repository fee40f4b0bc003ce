import type { NamedOption } from './code-options.js';
import type { Environment } from './environment.js';
import type { AnyOption } from './schema.js';
import { valueText } from './value-text.js';
import { type Variable, variablesOf } from './variables.js';

/** Where the value of an option came from. */
export type Source = 'code' | 'env' | 'default';

/** The value that an option got, and what was passed over on the way to it. */
export interface Setting {
  readonly option: AnyOption;
  readonly value: unknown;
  readonly source: Source;
  /** The variable the value came from. */
  readonly variable?: string;
  /** Code gave something unusable: the value stands in for it, so that nothing should be concluded from it. */
  readonly isStandIn?: boolean;
  /** Variables that were set to something unusable: a warning each, which only lacks what is used in their place. */
  readonly ignored: readonly string[];
}

/** Code > environment > default. Environment is asked only where code is silent. */
export function settle(
  { name, option }: NamedOption,
  given: ReadonlyMap<string, unknown>,
  variables: { readonly env: Environment; readonly envPrefixes: readonly string[] },
  problems: string[],
): Setting {
  if (given.has(name)) return fromCode(name, option, given.get(name), problems);
  const own = variablesOf(option, variables.envPrefixes);
  const setting = fromVariables(option, own, variables.env);
  if (option.required && setting.value === undefined) {
    const orSet = own.length > 0 ? ` or set ${own[0]!.name}` : '';
    problems.push(`${name} is missing: give it in code${orSet}; expected ${option.type.allowed}`);
  }
  return setting;
}

function fromCode(name: string, option: AnyOption, given: unknown, problems: string[]): Setting {
  const parsed = option.type.fromCode(given);
  if ('value' in parsed) return { option, value: parsed.value, source: 'code', ignored: [] };
  problems.push(`${name} is invalid${option.secret ? '' : `: ${valueText(given)}`}; ${parsed.problem}`);
  return { option, value: option.default, source: 'default', isStandIn: true, ignored: [] };
}

function fromVariables(option: AnyOption, variables: readonly Variable[], env: Environment): Setting {
  const ignored: string[] = [];
  for (const variable of variables) {
    const text = variable.text(env);
    if (text === undefined) continue;
    const parsed = option.type.fromText(text);
    if ('value' in parsed)
      return { option, value: parsed.value, source: 'env', variable: variable.name, ignored };
    ignored.push(
      `${variable.name} is invalid${option.secret ? '' : `: ${valueText(text)}`}; ${parsed.problem}`,
    );
  }
  return { option, value: option.default, source: 'default', ignored };
}

/** A setting from the environment that a rule found unusable: the default takes its place. */
export function withDefault(setting: Setting, problem: string): Setting {
  const { option, ignored } = setting;
  const shown = option.secret ? '' : `: ${settingText(setting)}`;
  const warning = `${setting.variable} is invalid${shown}; ${problem}`;
  return { option, value: option.default, source: 'default', ignored: [...ignored, warning] };
}

/** The warnings about variables that were passed over, each with the value that is used in their place. */
export function warningsOf(setting: Setting): string[] {
  const hidden = setting.option.secret || setting.value === undefined;
  return setting.ignored.map(
    (warning) => `${warning}; ${hidden ? 'ignoring it' : `using ${settingText(setting)}`}`,
  );
}

function settingText({ option, value }: Setting): string {
  return option.type.show === undefined || value === undefined ? valueText(value) : option.type.show(value);
}
