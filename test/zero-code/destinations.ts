import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  createGraphiteReceiver,
  createStatHatReceiver,
  createStatsdReceiver,
  type Dialect,
  type StatsdTotals,
} from '@otelwire/sandbox';
import { openOtlpSink } from './otlp-sink.ts';

/** The values of an application's own counters by `name` or `name key=value`, for each `service.name` that they came with. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Where an exporter of the matrix sends to. */
export interface Destination {
  /** The variables by which it is found. */
  readonly variables: Readonly<Record<string, string>>;
  /** What a process that has ended had sent, once all of it is read. */
  received(): Promise<Counts>;
  /** What was refused. */
  refused(): readonly unknown[];
  close(): Promise<void>;
}

const counters = /^(orders|visits)\b/;

/** Opens the destination of an exporter by its name in `OTEL_METRICS_EXPORTER`. */
export const openDestination: Readonly<Record<string, () => Promise<Destination>>> = {
  statsd: openStatsd,
  dogstatsd: openDogStatsd,
  graphite: openGraphite,
  stathat: openStatHat,
  otlp: openOtlp,
};

function openDogStatsd(): Promise<Destination> {
  return openByUdp('dogstatsd', (endpoint) => ({ OTEL_EXPORTER_DOGSTATSD_ENDPOINT: endpoint }));
}

/** In a dialect with tags: the plain one has no place for the service. */
function openStatsd(): Promise<Destination> {
  return openByUdp('influxdb', (endpoint) => ({
    OTEL_EXPORTER_STATSD_ENDPOINT: endpoint,
    OTEL_EXPORTER_STATSD_DIALECT: 'influxdb',
  }));
}

async function openByUdp(
  dialect: Dialect,
  variables: (endpoint: string) => Readonly<Record<string, string>>,
): Promise<Destination> {
  const receiver = await createStatsdReceiver({ dialect });
  const endpoint = receiver.endpoints.udp!;
  return {
    variables: variables(endpoint),
    received: async () => {
      await drainUdp(endpoint, (isThere) => receiver.waitFor(isThere));
      return group(
        [...receiver.totals.series.values()].flatMap((series) => {
          if (series.type !== 'c' || !counters.test(series.name)) return [];
          return [{ ...withKind(series.name, Object.fromEntries(series.tags)), value: series.sum }];
        }),
      );
    },
    refused: () => receiver.totals.badLines,
    close: () => receiver.close(),
  };
}

async function openGraphite(): Promise<Destination> {
  const receiver = await createGraphiteReceiver();
  const endpoint = receiver.endpoints.tcp!;
  return {
    variables: { OTEL_EXPORTER_GRAPHITE_ENDPOINT: endpoint },
    received: async () => {
      const { hostname, port } = new URL(endpoint);
      const socket = connect(Number(port), hostname).end('last 1 1767225600\n');
      await receiver.waitFor((totals) => totals.find('last') !== undefined);
      socket.destroy();
      return group(
        [...receiver.totals.series.values()].flatMap(({ name, tags, points }) => {
          if (!counters.test(name)) return [];
          return [{ ...withKind(name, Object.fromEntries(tags)), value: [...points.values()].at(-1)! }];
        }),
      );
    },
    refused: () => receiver.totals.badLines,
    close: () => receiver.close(),
  };
}

async function openStatHat(): Promise<Destination> {
  const receiver = await createStatHatReceiver();
  return {
    variables: {
      OTEL_EXPORTER_STATHAT_ENDPOINT: receiver.endpoints.http!,
      OTEL_EXPORTER_STATHAT_EZ_KEY: 'matrix',
      OTEL_EXPORTER_STATHAT_ATTRIBUTES_INCLUDE: 'kind',
      OTEL_EXPORTER_STATHAT_RESOURCE_ATTRIBUTES: 'service.name',
    },
    received: async () => {
      const body = new URLSearchParams({ ezkey: 'matrix', stat: 'last', count: '1' });
      await fetch(`${receiver.endpoints.http}/ez`, { method: 'POST', body });
      return group(
        [...receiver.totals.stats.values()].flatMap(({ name: stat, count }) => {
          if (!counters.test(stat)) return [];
          const [name, ...pairs] = stat.split(' ');
          const tags = Object.fromEntries(pairs.map((pair) => pair.split('=')));
          return [{ ...withKind(name!, { ...tags, service: tags['service.name'] ?? '' }), value: count }];
        }),
      );
    },
    refused: () => receiver.totals.badRequests,
    close: () => receiver.close(),
  };
}

async function openOtlp(): Promise<Destination> {
  const sink = await openOtlpSink('shop');
  return {
    variables: { OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    received: async () => {
      await fetch(sink.endpoint);
      return group(
        [...sink.totals.values()].map(({ service, name, attributes, value }) => ({
          ...withKind(name, { ...attributes, service }),
          value,
        })),
      );
    },
    refused: () => [],
    close: () => sink.close(),
  };
}

interface Count {
  readonly service: string;
  readonly name: string;
  readonly value: number;
}

function withKind(name: string, tags: Readonly<Record<string, string>>): Omit<Count, 'value'> {
  return { service: tags.service ?? '', name: tags.kind === undefined ? name : `${name} kind=${tags.kind}` };
}

function group(counts: readonly Count[]): Counts {
  const services: Record<string, Record<string, number>> = {};
  for (const { service, name, value } of counts) {
    services[service] ??= {};
    services[service][name] = (services[service][name] ?? 0) + value;
  }
  return services;
}

/** A socket's datagrams are read in the order in which they came: when ours is there, all before it are. */
async function drainUdp(
  endpoint: string,
  waitFor: (isThere: (totals: StatsdTotals) => boolean) => Promise<unknown>,
): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  const socket = createSocket('udp4');
  socket.send('last:1|c', Number(port), hostname);
  await waitFor((totals) => totals.find('c', 'last') !== undefined);
  socket.close();
  await once(socket, 'close');
}
