import type { ConnectionOptions } from 'node:tls';
import {
  type Clock,
  Delivery,
  type EndpointOf,
  type HeldEntry,
  type Logger,
  openTransport,
  Packer,
  systemClock,
  type Transport,
} from '@otelwire/core';
import type { DialectName } from './wire/dialect.js';
import { type Dialect, dialects } from './wire/dialect.js';
import { HeldRecords } from './wire/held-records.js';
import { type Target, type TargetName, targets } from './wire/target.js';

type StatsdEndpoint = EndpointOf<'udp' | 'tcp' | 'tls' | 'unix' | 'stdout'>;

/** Resolved options that a link is made of. */
export interface LinkValues {
  readonly endpoint: StatsdEndpoint;
  readonly target: TargetName | undefined;
  readonly dialect: DialectName | undefined;
  readonly maxPayloadBytes: number | undefined;
  readonly connectTimeoutMillis: number;
  readonly tls: ConnectionOptions | undefined;
  readonly transport: Transport | undefined;
  readonly clock: Clock | undefined;
  readonly logger: Logger | undefined;
}

/** The way to a server, and the form in which it is spoken to. */
export interface Link {
  readonly dialect: Dialect;
  readonly target: Target;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Delivery<HeldEntry>;
}

/** What is sent to a server that is not known: what all take. */
const anyServer = { ...targets.etsy };

/** The server's properties and the dialect; one of them may be given alone. */
export function chooseWire(values: Pick<LinkValues, 'target' | 'dialect'>): {
  target: Target;
  dialect: Dialect;
} {
  const target = values.target === undefined ? anyServer : targets[values.target];
  return { target, dialect: dialects[values.dialect ?? target.dialect] };
}

/** 1432 bytes pass every network in one piece; this machine takes 8 KiB at once, a quarter of the calls. */
const NETWORK_PAYLOAD_BYTES = 1432;
const LOCAL_PAYLOAD_BYTES = 8192;
const STREAM_PAYLOAD_BYTES = 65_507;

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function defaultPayloadBytes(endpoint: StatsdEndpoint, hasFrames: boolean): number {
  if (endpoint.scheme === 'udp')
    return isThisMachine(endpoint.host) ? LOCAL_PAYLOAD_BYTES : NETWORK_PAYLOAD_BYTES;
  // the Agent drops a connection whose frame is longer than its buffer
  return hasFrames ? LOCAL_PAYLOAD_BYTES : STREAM_PAYLOAD_BYTES;
}

export interface LinkOptions {
  readonly logger: Logger;
  readonly maxHeldSeries: number;
  /** Whether each run sends every level again. */
  readonly levelsRepeat: boolean;
}

export function createLink(values: LinkValues, options: LinkOptions): Link {
  const { target, dialect } = chooseWire(values);
  const clock = values.clock ?? systemClock;
  const logger = values.logger ?? options.logger;
  const { endpoint, connectTimeoutMillis, tls } = values;
  const hasFrames = endpoint.scheme === 'unix' && target.lengthPrefixOnUnix && values.transport === undefined;
  const transport =
    values.transport ??
    openTransport(endpoint, { clock, stream: { connectTimeoutMillis }, ...(tls && { tls }) });
  const packer = new Packer({
    maxPayloadBytes: values.maxPayloadBytes ?? defaultPayloadBytes(endpoint, hasFrames),
    lengthPrefix: hasFrames ? 'uint32le' : undefined,
  });
  const holding = new HeldRecords({
    signedGaugesAreLevels: target.signedGaugesAreLevels,
    valuePacking: target.valuePacking,
    levelsRepeat: options.levelsRepeat,
    maxSeries: options.maxHeldSeries,
  });
  return {
    dialect,
    target,
    clock,
    logger,
    delivery: new Delivery({ transport, packer, holding, clock, logger }),
  };
}
