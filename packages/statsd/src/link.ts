import {
  type Clock,
  type connectionSchema,
  createTransportPool,
  Delivery,
  datagramBytes,
  destinationOf,
  type EndpointOf,
  type HeldEntry,
  type Logger,
  openTransport,
  Packer,
  type spoolSchema,
  spoolSettings,
  systemClock,
  type Transport,
  type TransportError,
  type Values,
} from '@otelwire/core';
import type { DialectName } from './wire/dialect.js';
import { type Dialect, dialects } from './wire/dialect.js';
import { HeldRecords } from './wire/held-records.js';
import { type Target, type TargetName, targets } from './wire/target.js';

type StatsdEndpoint = EndpointOf<'udp' | 'tcp' | 'tls' | 'unix' | 'stdout'>;

/** Resolved options that a link is made of. */
export interface LinkValues extends Values<typeof connectionSchema> {
  readonly endpoint: StatsdEndpoint;
  readonly target: TargetName | undefined;
  readonly dialect: DialectName | undefined;
  readonly maxPayloadBytes: number | undefined;
}

/** The way to a server, and the form in which it is spoken to. */
export interface Link {
  readonly dialect: Dialect;
  readonly target: Target;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Delivery<HeldEntry>;
  readonly transport: Transport;
}

/** A server that is not known is sent what all of them take. */
const { maxDatagramBytes: _, ...anyServer }: Target = targets.etsy;

/** The server's properties and the dialect; one of them may be given alone. */
export function chooseWire(values: Pick<LinkValues, 'target' | 'dialect'>): {
  target: Target;
  dialect: Dialect;
} {
  const target = values.target === undefined ? anyServer : targets[values.target];
  return { target, dialect: dialects[values.dialect ?? target.dialect] };
}

/** The Agent drops a connection whose frame is longer than its buffer. */
const FRAME_BYTES = 8192;
const STREAM_PAYLOAD_BYTES = 65_507;

function defaultPayloadBytes(endpoint: StatsdEndpoint, target: Target, hasFrames: boolean): number {
  if (endpoint.scheme === 'udp') return datagramBytes(endpoint.host, target.maxDatagramBytes);
  return hasFrames ? FRAME_BYTES : STREAM_PAYLOAD_BYTES;
}

export interface LinkOptions {
  readonly logger: Logger;
  readonly maxHeldSeries: number;
  /** Whether each run sends every level again. */
  readonly levelsRepeat: boolean;
  /** Samples held at the most. */
  readonly maxHeldSamples?: number | undefined;
  /** TCP, TLS or unix connections. Default 1; of UDP there is always one socket. */
  readonly connections?: number | undefined;
  readonly onDown?: ((error: TransportError) => void) | undefined;
  /** Where what is held is kept in files as well. Default: nowhere. */
  readonly spool?: Values<typeof spoolSchema> | undefined;
}

export function createLink(values: LinkValues, options: LinkOptions): Link {
  const { target, dialect } = chooseWire(values);
  const clock = values.clock ?? systemClock;
  const logger = values.logger ?? options.logger;
  const { endpoint } = values;
  const hasFrames = endpoint.scheme === 'unix' && target.lengthPrefixOnUnix && values.transport === undefined;
  const transport = values.transport ?? openPool(values, clock, options.connections ?? 1);
  const packer = new Packer({
    maxPayloadBytes: values.maxPayloadBytes ?? defaultPayloadBytes(endpoint, target, hasFrames),
    maxRecordBytes: target.maxRecordBytes,
    lengthPrefix: hasFrames ? 'uint32le' : undefined,
  });
  const { levelsRepeat, maxHeldSamples, maxHeldSeries, onDown } = options;
  const { signedGaugesAreLevels, valuePacking, weighsSamples } = target;
  const records = { signedGaugesAreLevels, valuePacking, weighsSamples, levelsRepeat };
  const holding = new HeldRecords({ ...records, maxSeries: maxHeldSeries, maxSamples: maxHeldSamples });
  const unbounded = { maxSeries: Number.POSITIVE_INFINITY, maxSamples: Number.POSITIVE_INFINITY };
  const spool = spoolSettings(options.spool, {
    kind: 'statsd',
    destination: () => destinationOf(endpoint, values.transport),
    format: [dialect.name, signedGaugesAreLevels, valuePacking].join(' '),
    createHolding: () => new HeldRecords({ ...records, ...unbounded }),
  });
  return {
    dialect,
    target,
    clock,
    logger,
    delivery: new Delivery({ transport, packer, holding, clock, logger, onDown, spool }),
    transport,
  };
}

function openPool(values: LinkValues, clock: Clock, connections: number): Transport {
  const { endpoint, connectTimeoutMillis, tls } = values;
  const open = () =>
    openTransport(endpoint, { clock, stream: { connectTimeoutMillis }, ...(tls && { tls }) });
  if (connections === 1 || endpoint.scheme === 'udp' || endpoint.scheme === 'stdout') return open();
  return createTransportPool([open(), ...Array.from({ length: connections - 1 }, open)]);
}
