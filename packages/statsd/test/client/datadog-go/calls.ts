import type {
  DogStatsdClient,
  DogStatsdClientOptions,
  ServiceCheckStatus,
} from '../../../src/client/index.ts';
import { dogstatsdLines } from '../lines.ts';
import type { EncodeCall } from './vectors.ts';

/** `k:v` and bare tags as the option takes them. */
function globalTags(tags: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map((tag) => {
      const colon = tag.indexOf(':');
      return colon < 0 ? [tag, ''] : [tag.slice(0, colon), tag.slice(colon + 1)];
    }),
  );
}

function optionsOf(call: EncodeCall): DogStatsdClientOptions {
  return {
    prefix: call.namespace ?? '',
    globalTags: globalTags(call.global_tags),
    // each call of a vector was chosen
    random: () => 0,
    originDetection: call.container_id !== undefined,
    ...(call.container_id === undefined ? {} : { containerId: call.container_id }),
    ...(call.external_env === undefined ? {} : { externalData: call.external_env }),
    ...(call.cardinality === undefined ? {} : { cardinality: call.cardinality }),
  };
}

function tagsOf({ tags }: EncodeCall): readonly string[] {
  if (typeof tags === 'string') return tags === '' ? [] : tags.split(',');
  return tags ?? [];
}

function record(client: DogStatsdClient, call: EncodeCall): void {
  const { name = 'x', timestamp } = call;
  const value = (call.value ?? call.values?.[0] ?? 1) as number;
  const sampled = { tags: tagsOf(call), sampleRate: call.rate };
  if (call.fn === 'gauge') client.gauge(name, value, { ...sampled, timestamp });
  else if (call.fn === 'count') client.counter(name, value, { ...sampled, timestamp });
  else if (call.fn === 'histogram')
    for (const one of call.values ?? [value]) client.histogram(name, one, sampled);
  else if (call.fn === 'distribution') client.distribution(name, value, sampled);
  else if (call.fn === 'set') client.set(name, value, sampled);
  else if (call.fn === 'timing') client.timer(name, value, sampled);
  else if (call.fn === 'event') client.event(eventOf(call.object ?? {}));
  else if (call.fn === 'service_check') client.serviceCheck(checkOf(call.object ?? {}));
  else if (call.fn.startsWith('append')) client.gauge('x', 1, { tags: tagsOf(call) });
  else throw new Error(`${call.fn} is not known`);
}

function eventOf(given: Record<string, unknown>): Parameters<DogStatsdClient['event']>[0] {
  return {
    title: (given.Title ?? '') as string,
    text: (given.Text ?? '') as string,
    timestamp: given.Timestamp as number | undefined,
    hostname: given.Hostname as string | undefined,
    aggregationKey: given.AggregationKey as string | undefined,
    priority: given.Priority as 'normal' | undefined,
    sourceType: given.SourceTypeName as string | undefined,
    alertType: given.AlertType as 'info' | undefined,
    tags: given.Tags as string[] | undefined,
  };
}

function checkOf(given: Record<string, unknown>): Parameters<DogStatsdClient['serviceCheck']>[0] {
  return {
    name: (given.Name ?? '') as string,
    status: (given.Status ?? 0) as ServiceCheckStatus,
    timestamp: given.Timestamp as number | undefined,
    hostname: given.Hostname as string | undefined,
    message: given.Message as string | undefined,
    tags: given.Tags as string[] | undefined,
  };
}

/** The calls of a scenario of datadog-go's client, by the names that it gives its methods. */
function replay(client: DogStatsdClient, { calls = [], tags }: EncodeCall): void {
  for (const [fn, name, value, { rate } = { rate: 1 }] of calls) {
    const options = { tags: tags as readonly string[], sampleRate: rate };
    if (fn === 'Gauge') client.gauge(name, value as number, options);
    else if (fn === 'Count') client.counter(name, value as number, options);
    else if (fn === 'Histogram') client.histogram(name, value as number, options);
    else if (fn === 'Distribution') client.distribution(name, value as number, options);
    else if (fn === 'DistributionSamples')
      for (const one of value as number[]) client.distribution(name, one, options);
    else if (fn === 'Decr') client.decrement(name, 1, options);
    else if (fn === 'Incr') client.increment(name, 1, options);
    else if (fn === 'Set') client.set(name, value as string, options);
    else client.timer(name, value === '5s' ? 5000 : (value as number), options);
  }
}

/** The bytes that our client sends for the calls of a vector. */
export async function bytesOf(call: EncodeCall | readonly EncodeCall[]): Promise<string> {
  const calls: readonly EncodeCall[] = Array.isArray(call) ? call : [call as EncodeCall];
  const lines = await dogstatsdLines(optionsOf(calls[0]!), (client) => {
    for (const one of calls) {
      if (one.calls === undefined) record(client, one);
      else replay(client, one);
    }
  });
  return lines.map((line) => `${line}\n`).join('');
}
