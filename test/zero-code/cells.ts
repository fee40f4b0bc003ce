/** What an application does about an SDK, and how it ends. */
export interface Way {
  readonly title: string;
  /** The application, without `.mjs` or `.cjs`. */
  readonly application: string;
  /** What is loaded ahead of it, in this order. */
  readonly hooks: readonly string[];
  /** The `service.name` that must arrive. */
  readonly service: string;
  /**
   * Whether OTLP must have counted the same where `OTEL_METRICS_EXPORTER` lists it: always, where an SDK exports it; or the hook says that
   * it does not; or never, where the SDK leaves it out because the application brings its readers along.
   */
  readonly otlp: 'always' | 'or a line' | 'never';
  /** The application brings a reader along, which must have counted the same. */
  readonly hasOwnReader?: true;
  readonly variables?: Readonly<Record<string, string>>;
  /** It runs until SIGTERM; and this is how it ends then. */
  readonly endsBy?: 'SIGTERM' | 0;
}

const ours = '@otelwire/register';
const auto = '@opentelemetry/auto-instrumentations-node/register';

/** `service.name` by the environment, by the application's code and by its configuration file differ on purpose. */
export const ways: readonly Way[] = [
  {
    title: 'no SDK code',
    application: 'plain',
    hooks: [ours],
    service: 'env-shop',
    otlp: 'or a line',
  },
  {
    title: 'no SDK code, ended by SIGTERM',
    application: 'server',
    hooks: [ours],
    service: 'env-shop',
    otlp: 'or a line',
    endsBy: 'SIGTERM',
  },
  {
    title: 'ours, then auto-instrumentations',
    application: 'plain',
    hooks: [ours, auto],
    service: 'env-shop',
    otlp: 'always',
  },
  {
    title: 'auto-instrumentations, then ours',
    application: 'plain',
    hooks: [auto, ours],
    service: 'env-shop',
    otlp: 'always',
  },
  {
    title: 'ours, then auto-instrumentations, closes its server at SIGTERM',
    application: 'closing-server',
    hooks: [ours, auto],
    service: 'env-shop',
    otlp: 'always',
    endsBy: 0,
  },
  {
    title: '`new NodeSDK()` without readers',
    application: 'node-sdk',
    hooks: [ours],
    service: 'code-shop',
    otlp: 'always',
  },
  {
    title: '`NodeSDK` with its own readers',
    application: 'own-readers',
    hooks: [ours],
    service: 'code-shop',
    otlp: 'never',
    hasOwnReader: true,
  },
  {
    title: 'own `MeterProvider`',
    application: 'own-provider',
    hooks: [ours],
    service: 'code-shop',
    otlp: 'never',
    hasOwnReader: true,
  },
  {
    title: 'configuration file with `startNodeSdk`',
    application: 'config-file',
    hooks: [ours],
    service: 'file-shop',
    otlp: 'always',
    variables: { OTEL_CONFIG_FILE: 'otel.yaml' },
  },
];

/** An OpenTelemetry SDK, as test/zero-code/sdk-N installs it. */
export interface Sdk {
  readonly major: 1 | 2 | 3;
  readonly title: string;
}

export const sdks: readonly Sdk[] = [
  { major: 1, title: '0.57 / 1.30' },
  { major: 2, title: '0.223 / 2.12' },
  { major: 3, title: '0.301 / 3.1' },
];

export const nodes = [20, 22, 24, 26] as const;
export const exporterLists = ['statsd', 'otlp,dogstatsd', 'graphite,stathat'] as const;
export const modules = ['ESM', 'CJS'] as const;

/** A child process to be run. */
export interface Cell {
  readonly way: Way;
  readonly exporters: (typeof exporterLists)[number];
  readonly module: (typeof modules)[number];
  readonly sdk: Sdk;
  readonly node: (typeof nodes)[number];
  /** Why there can be no such application. */
  readonly unavailable?: string;
}

/** All cells of the matrix, those that the SDK does not allow included. */
export function allCells(): readonly Cell[] {
  const rows = ways.flatMap((way) =>
    exporterLists.flatMap((exporters) => modules.map((module) => ({ way, exporters, module }))),
  );
  return rows.flatMap((row) =>
    sdks.flatMap((sdk) =>
      nodes.map((node) => {
        const cell = { ...row, sdk, node };
        const unavailable = reasonAgainst(cell);
        return unavailable === undefined ? cell : { ...cell, unavailable };
      }),
    ),
  );
}

function reasonAgainst({ way, sdk, node }: Cell): string | undefined {
  if (sdk.major === 3 && node === 20) return 'the SDK 3.x needs Node.js 22.15 or newer';
  if (sdk.major === 1 && way.application === 'config-file') return 'sdk-node 0.57 has no `startNodeSdk`';
  return undefined;
}

/** The row and the column of a cell in the table, which are its name. */
export function nameOf({ way, exporters, module, sdk, node }: Cell): string {
  return `${way.title} | ${exporters} | ${module} | SDK ${sdk.title}, Node ${node}`;
}
