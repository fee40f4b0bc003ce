import {
  attemptMillis,
  Connection,
  DebugTap,
  dotted,
  errorTeller,
  Outlet,
  silentLogger,
  type Values,
} from '@otelwire/core';
import { createLink } from '../link.js';
import { originSuffix } from '../origin/origin-suffix.js';
import type { Dialect, Tag } from '../wire/dialect.js';
import type { OriginOptions } from '../wire-options.js';
import { Aggregator } from './aggregator.js';
import type { dogstatsdClientSchema, statsdClientSchema } from './client-schema.js';
import { Recorder } from './recorder.js';
import type { Wire } from './wire.js';

export type ClientValues = Values<typeof statsdClientSchema> | Values<typeof dogstatsdClientSchema>;

/** 1.6 MB as numbers; where they have to be kept as texts, 8.6 MB (86 bytes each, measured). */
const MAX_HELD_SAMPLES = 100_000;

/** Opens what is behind both classes: they differ in their options. No socket is opened before the first send. */
export function openClient(
  subject: string,
  values: ClientValues,
): { connection: Connection; recorder: Recorder } {
  const logger = values.logger ?? silentLogger;
  const tell = errorTeller(values.onError, logger);
  const { clock, delivery, dialect, target, transport } = createLink(values, {
    logger,
    maxHeldSeries: values.maxHeldSeries,
    maxHeldSamples: MAX_HELD_SAMPLES,
    levelsRepeat: false,
    connections: values.connections,
    onDown: tell,
  });
  const timeoutMillis = attemptMillis(values.timeoutMillis);
  const outlet = new Outlet({
    subject,
    delivery,
    clock,
    flushIntervalMillis: values.flushIntervalMillis,
    timeoutMillis,
    logger,
    onLost: tell,
  });
  const origin = originOf(values);
  const wire: Wire = {
    dialect,
    target,
    takesHistograms: takesHistograms(values),
    suffix: originSuffix(origin, target, dialect),
    clock,
    random: values.random ?? Math.random,
    delivery,
    outlet,
    debug: values.debug === false ? undefined : new DebugTap(values.debug, delivery.packer.maxRecordBytes),
  };
  const scope = {
    prefix: dotted(values.prefix),
    tags: clientTags(values, origin, dialect),
    sampleRate: values.sampleRate,
  };
  const { connectTimeoutMillis, closeTimeoutMillis } = values;
  const connection = new Connection({
    subject,
    delivery,
    transport,
    outlet,
    clock,
    connectTimeoutMillis,
    timeoutMillis,
    closeTimeoutMillis,
  });
  return { connection, recorder: new Recorder(aggregated(wire, values.aggregationIntervalMillis), scope) };
}

function aggregated(wire: Wire, intervalMillis: number): Wire {
  return intervalMillis === 0 ? wire : { ...wire, aggregator: new Aggregator(wire, intervalMillis) };
}

/** The Etsy daemon and collectd count what they do not know, and so might a server that is not named. */
function takesHistograms({ target }: ClientValues): boolean {
  return target !== undefined && target !== 'etsy' && target !== 'collectd';
}

/** What only the options of DogStatsD have. */
function originOf(values: ClientValues): OriginOptions {
  return 'originDetection' in values ? values : {};
}

/** An empty value makes a bare tag. In a path, the service belongs into the prefix, as with the exporter. */
function clientTags({ globalTags }: ClientValues, origin: OriginOptions, dialect: Dialect): Tag[] {
  const { env, service, version, entityId } = origin;
  const named: [string, string | undefined][] = [
    ...(dialect.tagPlace === 'path' ? [] : Object.entries({ env, service, version })),
    ['dd.internal.entity_id', entityId],
  ];
  const own = Object.entries(globalTags);
  const isOverridden = (key: string) => own.some(([ownKey]) => ownKey === key);
  return [
    ...named.filter(([key, value]) => value !== undefined && value !== '' && !isOverridden(key)),
    ...own.map(([key, value]): Tag => [key, value === '' ? undefined : value]),
  ];
}
