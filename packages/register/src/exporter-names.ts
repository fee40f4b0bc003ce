/** The exporters of this suite, as `OTEL_METRICS_EXPORTER` names them. */
export const exporterNames = [
  'statsd',
  'dogstatsd',
  'graphite',
  'stathat',
  'stride',
  'initialstate',
] as const;

export type ExporterName = (typeof exporterNames)[number];

/** Names that an SDK may know. */
const namesOfOthers: readonly string[] = ['otlp', 'console', 'prometheus', 'logging', 'otlp/stdout'];

/** The names in a list, each once. */
export interface ListedExporters {
  readonly ours: readonly ExporterName[];
  /** Those that the SDK sees to. */
  readonly others: readonly string[];
  readonly unknown: readonly { readonly name: string; readonly variable: string }[];
}

/** The variables that list exporters. The second is for distributions that refuse names which they do not know. */
const listVariables = ['OTEL_METRICS_EXPORTER', 'OTELWIRE_EXPORTER'] as const;

/** What the variables list. `none` in a variable empties its list; OTEL_SDK_DISABLED empties both. */
export function listedExporters(env: Readonly<Record<string, string | undefined>>): ListedExporters {
  const ours = new Set<ExporterName>();
  const others = new Set<string>();
  const unknown = new Map<string, { name: string; variable: string }>();
  if (env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true') return { ours: [], others: [], unknown: [] };
  for (const variable of listVariables) {
    for (const name of namesIn(env[variable])) {
      const known = exporterNamed(name);
      if (known !== undefined) ours.add(known);
      else if (variable === 'OTEL_METRICS_EXPORTER' && namesOfOthers.includes(name.toLowerCase()))
        others.add(name.toLowerCase());
      else unknown.set(name, { name, variable });
    }
  }
  return { ours: [...ours], others: [...others], unknown: [...unknown.values()] };
}

function namesIn(list = ''): string[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.some((name) => name.toLowerCase() === 'none') ? [] : names;
}

/** Any case, and `initial-state` and `initial_state` too. */
function exporterNamed(name: string): ExporterName | undefined {
  const plain = name.toLowerCase();
  return exporterNames.find(
    (known) => known === plain || (/^initial[-_]state$/.test(plain) && known === 'initialstate'),
  );
}
