import { endpoint } from '../../src/config/endpoint-parser.ts';
import type { Environment } from '../../src/config/environment.ts';
import { keyValues } from '../../src/config/key-values-parser.ts';
import { list, listOrAll } from '../../src/config/list-parsers.ts';
import { integer, millis } from '../../src/config/number-parsers.ts';
import { having, opaque } from '../../src/config/opaque-parser.ts';
import { type ResolveContext, resolveOptions } from '../../src/config/options.ts';
import { option, type SchemaFor } from '../../src/config/schema.ts';
import { boolean, choice, text } from '../../src/config/text-parsers.ts';
import { ConfigError } from '../../src/errors.ts';
import type { Logger } from '../../src/logger.ts';

interface Options {
  endpoint?: string;
  timeoutMillis?: number;
  protocol?: 'plaintext' | 'pickle';
  resourceAttributes?: readonly string[] | 'all';
  attributes?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  tags?: Readonly<Record<string, string>>;
  apiKey?: string;
  detectOrigin?: boolean;
  maxPayloadBytes?: number;
  onProblem?: (problem: string) => void;
  logger?: Logger;
}

/** One option of each kind. */
export const schema = {
  endpoint: option({
    type: endpoint({ schemes: ['udp', 'unix'], defaultPorts: { udp: 8125 } }),
    env: 'ENDPOINT',
    foreignEnv: [
      'AGENT_URL',
      {
        names: ['AGENT_HOST', 'AGENT_PORT'],
        toText: (env) => env.AGENT_HOST && `udp://${env.AGENT_HOST}:${env.AGENT_PORT ?? 8125}`,
      },
    ],
    default: { scheme: 'udp', host: '127.0.0.1', port: 8125 },
    describe: 'Where to send.',
  }),
  timeoutMillis: option({ type: millis({ min: 1 }), env: 'TIMEOUT', default: 10_000, describe: 'How long.' }),
  protocol: option({
    type: choice(['plaintext', 'pickle']),
    env: 'PROTOCOL',
    default: 'plaintext',
    describe: 'Which.',
  }),
  resourceAttributes: option({ type: listOrAll(), env: 'RESOURCE', default: [], describe: 'Which.' }),
  attributes: {
    include: option({ type: list(), env: 'ATTRIBUTES_INCLUDE', describe: 'Only these.' }),
    exclude: option({ type: list(), env: 'ATTRIBUTES_EXCLUDE', default: [], describe: 'Not these.' }),
  },
  tags: option({ type: keyValues(), env: 'TAGS', default: {}, describe: 'Everywhere.' }),
  apiKey: option({ type: text({ mayBeEmpty: false }), env: 'KEY', secret: true, describe: 'The key.' }),
  detectOrigin: option({ type: boolean(), env: 'DETECT', default: true, describe: 'Whether.' }),
  maxPayloadBytes: option({ type: integer({ min: 1 }), env: 'MAX', default: 1432, describe: 'How much.' }),
  onProblem: option({
    type: opaque('a function', (value): value is (problem: string) => void => typeof value === 'function'),
    describe: 'Who hears.',
  }),
  logger: option({ type: having<Logger>('a logger', 'warn', 'error'), describe: 'Where to.' }),
} satisfies SchemaFor<Options>;

export type Rules = ResolveContext<typeof schema>['rules'];

/** Resolves as an exporter would, and keeps the warnings. */
export function resolve(code?: object, env: Environment = {}, rules?: Rules) {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const envPrefixes = ['OTEL_EXPORTER_X_', 'OTELWIRE_X_'];
  return {
    ...resolveOptions(schema, code, { subject: 'XExporter', envPrefixes, env, warn, rules }),
    warnings,
  };
}

/** The problems of the error, if there is one. */
export function problemsOf(code: unknown, env?: Environment, rules?: Rules): readonly string[] {
  try {
    resolve(code as object, env, rules);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
