import {
  Backlog,
  type Clock,
  Delivery,
  destinationOf,
  type Logger,
  Packer,
  spoolSettings,
  systemClock,
  type Transport,
} from '@otelwire/core';
import { createHttpTransport } from '@otelwire/core/http';
import { Secrets } from './client/secrets.js';
import type { ExporterValues } from './exporter/make-exporter.js';
import { readAnswer } from './wire/answer.js';
import { byKind } from './wire/by-kind.js';
import type { Format } from './wire/format.js';
import { halves } from './wire/halves.js';
import { hasCount } from './wire/has-count.js';
import { serviceUrl } from './wire/service-url.js';

/** The way to a server. */
export interface Link {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Delivery;
}

export interface LinkOptions {
  readonly format: Format;
  /** By name, or by the keys of stats. */
  readonly kind: 'ez' | 'classic';
  readonly logger: Logger;
  readonly transport: Transport | undefined;
}

/** 500 numbers of the longest names. */
const MAX_PAYLOAD_BYTES = 262_144;

export function createLink(values: ExporterValues, options: LinkOptions): Link {
  const { format, logger } = options;
  const clock = values.clock ?? systemClock;
  const transport = options.transport ?? openStatHat(values, options, clock);
  const { maxRecords, wrapping } = format;
  const packer = new Packer({ maxPayloadBytes: MAX_PAYLOAD_BYTES, maxRecords, wrapping, clock });
  const holding = new Backlog({
    clock,
    maxBytes: values.maxBacklogBytes,
    maxAgeMillis: values.maxBacklogAgeMillis,
    resendWindowMillis: 0,
  });
  const spool = spoolSettings(values.spool, {
    kind: `stathat-${options.kind}`,
    destination: () => destinationOf({ scheme: 'https', url: urlOf(values, options) }, options.transport),
    format: format.contentType,
  });
  return { clock, logger, delivery: new Delivery({ transport, packer, holding, clock, logger, spool }) };
}

function urlOf({ dialect, endpoint }: ExporterValues, { kind }: Pick<LinkOptions, 'kind'>): URL {
  return serviceUrl(endpoint?.url, dialect, kind === 'ez' ? '/ez' : '/c');
}

function openStatHat(values: ExporterValues, options: LinkOptions, clock: Clock): Transport {
  const { connectTimeoutMillis, dialect, dispatcher, headers, tls } = values;
  const { format, kind } = options;
  const secrets = secretsOf(values);
  const pathOf = (payload: Uint8Array) => {
    const { pathname, search } = serviceUrl(values.endpoint?.url, dialect, hasCount(payload) ? '/c' : '/v');
    return pathname + search;
  };
  return createHttpTransport({
    url: urlOf(values, options),
    ...(kind === 'classic' && { pathOf }),
    clock,
    contentType: format.contentType,
    headers,
    secrets: secrets.spellings,
    isIdempotent: (payload) => !hasCount(payload),
    ...(format.wrapping !== undefined && { divide: byKind, split: halves }),
    interpret(response) {
      const { kind, message } = readAnswer(response, dialect, (text) => secrets.conceal(text));
      return { kind, ...(message !== '' && { reason: message }) };
    },
    connectTimeoutMillis,
    ...(tls && { tls }),
    ...(dispatcher && { dispatcher }),
  });
}

function secretsOf({ ezKey, statKeys, userKey }: ExporterValues): Secrets {
  const keys = [ezKey, userKey, ...Object.values(statKeys)];
  return new Secrets(keys.filter((key) => key !== undefined));
}
