import {
  createGraphiteReceiver,
  createInitialStateReceiver,
  createStatHatReceiver,
  createStatsdReceiver,
  createStrideReceiver,
} from '@otelwire/sandbox';

/** What a backend knows of the bakeries of examples/services. */
interface Sales {
  /** Loaves sold, by kind. */
  readonly sold: Readonly<Record<string, number>>;
  /** Requests that `http.server.request.duration` counted. */
  readonly requests: number;
}

/** A backend that a service is switched to by its environment. */
export interface Backend {
  readonly variables: Readonly<Record<string, string>>;
  /** Resolves once it has that, and nothing else of it; rejects with what came instead. */
  waitFor(sales: Sales): Promise<unknown>;
  /** What was refused. */
  refused(): readonly unknown[];
  close(): Promise<void>;
}

/** Opens one of the six, by its name in `OTEL_METRICS_EXPORTER`. */
export const openBackend = {
  statsd: async (): Promise<Backend> => {
    const receiver = await createStatsdReceiver({ dialect: 'plain' });
    const series = () => [...receiver.totals.series.values()].filter((one) => one.type === 'c');
    const sold = (): [string, number][] =>
      series().flatMap(({ name, sum }) => onlyKind(/^loaves\.sold\.kind\.(\w+)$/, name, sum));
    const requests = () =>
      total(
        series().filter(({ name }) => /^http\.server\.request\.duration\..*\.count$/.test(name)),
        'sum',
      );
    return backend(receiver, { OTEL_EXPORTER_STATSD_ENDPOINT: receiver.endpoints.udp! }, sold, requests);
  },
  dogstatsd: async (): Promise<Backend> => {
    const receiver = await createStatsdReceiver();
    const series = () => [...receiver.totals.series.values()];
    const sold = () =>
      series().flatMap((one): [string, number][] =>
        one.type === 'c' && one.name === 'loaves.sold' ? [[Object.fromEntries(one.tags).kind!, one.sum]] : [],
      );
    const requests = () =>
      total(
        series().flatMap((one) =>
          one.type === 'd' && one.name === 'http.server.request.duration' ? [one] : [],
        ),
        'count',
      );
    return backend(receiver, { OTEL_EXPORTER_DOGSTATSD_ENDPOINT: receiver.endpoints.udp! }, sold, requests);
  },
  graphite: async (): Promise<Backend> => {
    const receiver = await createGraphiteReceiver();
    const latest = (wanted: string) =>
      [...receiver.totals.series.values()].flatMap(({ name, tags, points }) =>
        name === wanted ? [{ kind: Object.fromEntries(tags).kind, value: [...points.values()].at(-1)! }] : [],
      );
    const sold = () => latest('loaves.sold').map(({ kind, value }): [string, number] => [kind!, value]);
    const requests = () => total(latest('http.server.request.duration.count'), 'value');
    return backend(receiver, { OTEL_EXPORTER_GRAPHITE_ENDPOINT: receiver.endpoints.tcp! }, sold, requests);
  },
  stathat: async (): Promise<Backend> => {
    const receiver = await createStatHatReceiver();
    const sold = (): [string, number][] =>
      [...receiver.totals.stats.values()].flatMap(({ name, count }) =>
        onlyKind(/^loaves\.sold kind=(\w+)$/, name, count),
      );
    const requests = () => receiver.totals.find('http.server.request.duration count')?.count ?? 0;
    const variables = {
      OTEL_EXPORTER_STATHAT_ENDPOINT: receiver.endpoints.http!,
      OTEL_EXPORTER_STATHAT_EZ_KEY: 'key',
      OTEL_EXPORTER_STATHAT_ATTRIBUTES_INCLUDE: 'kind',
    };
    return backend(receiver, variables, sold, requests);
  },
  stride: async (): Promise<Backend> => {
    const receiver = await createStrideReceiver();
    const events = (name: string) =>
      (receiver.totals.find('otel_metrics')?.distinctEvents ?? []).flatMap((event) =>
        event.name === name
          ? [event as unknown as { attributes: { kind: string }; value: number; count: number }]
          : [],
      );
    const sold = () =>
      events('loaves.sold').map(({ attributes, value }): [string, number] => [attributes.kind, value]);
    const requests = () => total(events('http.server.request.duration'), 'count');
    const variables = {
      OTEL_EXPORTER_STRIDE_ENDPOINT: receiver.endpoints.http!,
      OTEL_EXPORTER_STRIDE_API_KEY: 'key',
    };
    return backend(receiver, variables, sold, requests);
  },
  initialstate: async (): Promise<Backend> => {
    const receiver = await createInitialStateReceiver();
    const series = () => [...(receiver.totals.buckets.get('bakery')?.series.values() ?? [])];
    const sold = (): [string, number][] =>
      series().flatMap(({ key, latest }) =>
        onlyKind(/^loaves\.sold \{kind=(\w+)\}$/, key, Number(latest?.value)),
      );
    const requests = () =>
      Number(receiver.totals.find('bakery', 'http.server.request.duration.count')?.latest?.value ?? 0);
    const variables = {
      OTEL_EXPORTER_INITIALSTATE_ENDPOINT: receiver.endpoints.http!,
      OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY: 'key',
      OTEL_EXPORTER_INITIALSTATE_ATTRIBUTES_INCLUDE: 'kind',
    };
    return backend(receiver, variables, sold, requests);
  },
};

function onlyKind(pattern: RegExp, name: string, value: number): [string, number][] {
  const kind = pattern.exec(name)?.[1];
  return kind === undefined ? [] : [[kind, value]];
}

function total<K extends string>(counted: readonly { readonly [key in K]: number }[], key: K): number {
  return counted.reduce((sum, one) => sum + one[key], 0);
}

interface Receiver {
  readonly totals: { readonly badLines: readonly unknown[] } | { readonly badRequests: readonly unknown[] };
  waitFor(holds: () => boolean): Promise<unknown>;
  close(): Promise<void>;
}

function backend(
  receiver: Receiver,
  variables: Readonly<Record<string, string>>,
  sold: () => [string, number][],
  requests: () => number,
): Backend {
  const state = () => JSON.stringify({ sold: Object.fromEntries(sold().toSorted()), requests: requests() });
  return {
    variables,
    waitFor: (sales) =>
      receiver
        .waitFor(() => state() === JSON.stringify(sales))
        .catch((error: Error) => {
          throw new Error(`it has ${state()}\n${error.message}`);
        }),
    refused: () => ('badLines' in receiver.totals ? receiver.totals.badLines : receiver.totals.badRequests),
    close: () => receiver.close(),
  };
}
