import type { Environment } from './environment.js';
import type { AnyParser, Parsed, Parser } from './parser.js';

/** A variable outside the package's prefixes, by its full name, or several that make up one value. */
export type ForeignVariable =
  | string
  | {
      /** For messages and tables. */
      readonly names: readonly [string, ...string[]];
      /** The text that the option's parser is to read; `undefined` and empty mean unset. */
      toText(env: Environment): string | undefined;
    };

/** What is known of an option when its types do not matter. */
export interface AnyOption {
  readonly type: AnyParser;
  /** One sentence for the README. */
  readonly describe: string;
  /** The variable's name after the prefix: `ENDPOINT`. Default: no variable. */
  readonly env?: string;
  /** Variables of others that mean the same, asked after the prefixed ones, in this order. */
  readonly foreignEnv?: readonly ForeignVariable[];
  /** Default: `undefined`. */
  readonly default?: unknown;
  /** The default for the README, where the value does not show it: `1432 for udp, 8192 for unix`. */
  readonly defaultText?: string;
  /** Why that is the default, for the README. */
  readonly whyDefault?: string;
  /** The value is shown in no message. Default: false. */
  readonly secret?: boolean;
  /** Absence is a problem. Default: false. */
  readonly required?: boolean;
}

/** Options by name; a nested schema stands for a nested object. */
export interface Schema {
  readonly [name: string]: AnyOption | Schema;
}

/** An option as an interface member of type `Input` needs it. */
interface OptionFor<Input> extends AnyOption {
  readonly type: Parser<unknown, Input>;
}

/**
 * The schema that belongs to a hand-written interface: `const schema = {…} satisfies SchemaFor<XOptions>` does not
 * compile when a name is missing or unknown, or when a parser takes another type than the interface says.
 */
export type SchemaFor<Options> = {
  readonly [Name in keyof Options]-?: EntryFor<Exclude<Options[Name], undefined>>;
};

type EntryFor<Input> =
  | OptionFor<Input>
  | ([Input] extends [(...args: never[]) => unknown]
      ? never
      : [Input] extends [object]
        ? SchemaFor<Input>
        : never);

/** What `resolveOptions` makes of a schema. */
export type Values<S extends Schema> = {
  readonly [Name in keyof S]: S[Name] extends AnyOption
    ? ValueOf<S[Name]>
    : S[Name] extends Schema
      ? Values<S[Name]>
      : never;
};

type ValueOf<O extends AnyOption> = O['type'] extends { fromCode(value: unknown): Parsed<infer Value> }
  ? O extends { readonly required: true }
    ? Value
    : O extends { readonly default: infer Default }
      ? Value | Extract<Default, undefined>
      : Value | undefined
  : never;

/** The names of a schema's options, nested ones with a dot: `attributes.include`. */
export type OptionName<S extends Schema> = {
  [Name in keyof S & string]: S[Name] extends AnyOption
    ? Name
    : S[Name] extends Schema
      ? `${Name}.${OptionName<S[Name]>}`
      : never;
}[keyof S & string];

type Declaration<Value, Input> = Omit<AnyOption, 'type' | 'default'> & {
  readonly type: Parser<Value, Input>;
  readonly default?: Value | undefined;
};

/** Declares an option; exists for the types: the default must be what the parser yields. */
export function option<Value, Input, const O extends Declaration<Value, Input>>(
  declaration: O & Declaration<Value, Input>,
): O {
  return declaration;
}

/** Whether an entry of a schema is an option, and not a nested schema. */
export function isOption(entry: AnyOption | Schema): entry is AnyOption {
  return typeof entry.describe === 'string';
}
