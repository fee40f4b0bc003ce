import { createStatsdReceiver, type Dialect } from '@otelwire/sandbox';

/** A StatsD server that adds up orders. */
export interface OrderServer {
  /** By which an application sends there, and only at its end: the interval is an hour. */
  readonly variables: Readonly<Record<string, string>>;
  /** All that has come, as soon as it is at least `least`. */
  atLeast(least: number): Promise<number>;
  /** The value of a gauge, as soon as it has come. */
  gauge(name: string): Promise<number | undefined>;
  /** Whether a record comes whose name matches. */
  seen(name: RegExp): Promise<boolean>;
  /** Who has sent orders, by the name of the service. */
  services(): readonly (string | undefined)[];
  /** The names of all series that have come by now. */
  names(): readonly string[];
  /** All that has come by now. */
  readonly sum: number;
  close(): Promise<void>;
}

/** Only a dialect with tags, such as `influxdb`, has a place for the service. */
export async function openOrderServer(
  dialect: Extract<Dialect, 'plain' | 'influxdb'> = 'plain',
): Promise<OrderServer> {
  const receiver = await createStatsdReceiver({ dialect });
  const series = () => [...receiver.totals.series.values()];
  const orders = () => series().filter((one) => one.type === 'c' && one.name === 'orders');
  const sum = () => orders().reduce((total, one) => total + ('sum' in one ? one.sum : 0), 0);
  return {
    variables: {
      OTEL_METRICS_EXPORTER: 'statsd',
      OTEL_EXPORTER_STATSD_ENDPOINT: receiver.endpoints.udp!,
      OTEL_EXPORTER_STATSD_DIALECT: dialect,
      OTEL_METRIC_EXPORT_INTERVAL: '3600000',
    },
    atLeast: (least) => receiver.waitFor(() => sum() >= least, 15_000).then(sum),
    gauge: async (name) => {
      await receiver.waitFor((totals) => totals.find('g', name) !== undefined, 15_000);
      return receiver.totals.find('g', name)?.last;
    },
    seen: (name) =>
      receiver.waitFor(() => series().some((one) => name.test(one.name)), 15_000).then(() => true),
    services: () => orders().map(({ tags }) => Object.fromEntries(tags).service),
    names: () => series().map(({ name }) => name),
    get sum() {
      return sum();
    },
    close: () => receiver.close(),
  };
}
