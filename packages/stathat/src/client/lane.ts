import {
  attemptMillis,
  Backlog,
  Connection,
  Delivery,
  type DroppedError,
  type Logger,
  Outlet,
  Packer,
  type TransportError,
} from '@otelwire/core';
import type { Format, PointKind } from '../wire/format.js';
import { oneByOne } from './one-by-one.js';
import type { SharedValues, Way } from './way.js';

/** The way of points of one kind, since a count must not be sent twice and a value may. */
export interface Lane {
  readonly delivery: Delivery;
  readonly outlet: Outlet;
  readonly connection: Connection;
}

export interface LaneOptions {
  readonly subject: string;
  readonly way: Way;
  readonly format: Format;
  readonly values: SharedValues;
  readonly logger: Logger;
  readonly tell: (error: TransportError | DroppedError) => void;
  /** Told when the server is found away. */
  readonly onDown: (error: TransportError) => void;
}

/** A full one of JSON has some 1,000 names of 64 characters. */
const MAX_PAYLOAD_BYTES = 131_072;
/** Of forms, one attempt to send is many requests. */
const REQUESTS_IN_TURN = 10;

export function openLane(kind: PointKind, options: LaneOptions): Lane {
  const { format, logger, onDown, tell, values, way } = options;
  const { clock } = way;
  const subject = `${options.subject} (${kind}s)`;
  const requestMillis = attemptMillis(values.timeoutMillis);
  const isIdempotent = kind === 'value';
  const { maxRecords, wrapping } = format;
  const opened = way.open(kind, format, { isIdempotent });
  const transport = maxRecords === 1 ? oneByOne(opened, clock, requestMillis) : opened;
  const timeoutMillis = maxRecords === 1 ? REQUESTS_IN_TURN * requestMillis : requestMillis;
  const delivery = new Delivery({
    transport,
    packer: new Packer({ maxPayloadBytes: MAX_PAYLOAD_BYTES, maxRecords, wrapping, clock }),
    holding: new Backlog({
      clock,
      maxBytes: values.maxBacklogBytes,
      maxAgeMillis: values.maxBacklogAgeMillis,
      resendWindowMillis: 0,
    }),
    clock,
    logger,
    onDown,
  });
  const { closeTimeoutMillis, connectTimeoutMillis, flushIntervalMillis } = values;
  const outlet = new Outlet({
    subject,
    delivery,
    clock,
    flushIntervalMillis,
    timeoutMillis,
    logger,
    onLost: tell,
  });
  const times = { connectTimeoutMillis, timeoutMillis, closeTimeoutMillis };
  const connection = new Connection({ subject, delivery, transport, outlet, clock, ...times });
  return { delivery, outlet, connection };
}
