import {
  Backlog,
  type Clock,
  Delivery,
  type Logger,
  Packer,
  type SpoolSettings,
  systemClock,
  type Transport,
  type TransportError,
  type Values,
} from '@otelwire/core';
import { eventArray } from './wire/event.js';
import type { wireSchema } from './wire-schema.js';

/** What sees to it that events get to a bucket. */
export interface Link {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Delivery;
  readonly transport: Transport;
}

export interface LinkOptions {
  readonly logger: Logger;
  readonly transport: Transport;
  /** No event is longer. */
  readonly maxEventBytes: number;
  /** As of `Delivery`. */
  readonly quietReasons?: readonly string[] | undefined;
  readonly onDown?: ((error: TransportError) => void) | undefined;
  /** As of `Delivery`. */
  readonly spool?: SpoolSettings | undefined;
}

type LinkValues = Pick<
  Values<typeof wireSchema>,
  'clock' | 'maxBacklogAgeMillis' | 'maxBacklogBytes' | 'maxEventsPerRequest'
>;

/** The server's bound of a request. */
const MAX_BODY_BYTES = 1_000_000;

export function createLink(values: LinkValues, options: LinkOptions): Link {
  const { clock = systemClock, maxBacklogAgeMillis, maxBacklogBytes, maxEventsPerRequest } = values;
  const { logger, maxEventBytes, onDown, quietReasons, spool, transport } = options;
  const packer = new Packer({
    maxPayloadBytes: Math.min(MAX_BODY_BYTES, (maxEventsPerRequest + 1) * maxEventBytes),
    maxRecordBytes: maxEventBytes,
    maxRecords: maxEventsPerRequest,
    wrapping: eventArray,
    clock,
  });
  const holding = new Backlog({
    clock,
    maxBytes: maxBacklogBytes,
    maxAgeMillis: maxBacklogAgeMillis,
    // each request is answered
    resendWindowMillis: 0,
  });
  const delivery = new Delivery({ transport, packer, holding, clock, logger, quietReasons, onDown, spool });
  return { clock, logger, delivery, transport };
}
