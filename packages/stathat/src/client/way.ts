import { type Clock, systemClock, type Transport, TransportError, type Values } from '@otelwire/core';
import { createHttpTransport, type HttpTransportOptions } from '@otelwire/core/http';
import { type Answer, readAnswer } from '../wire/answer.js';
import type { Format, PointKind } from '../wire/format.js';
import { halves } from '../wire/halves.js';
import { serviceUrl } from '../wire/service-url.js';
import type { statHatClassicClientSchema } from './client-schema.js';
import type { Secrets } from './secrets.js';

/** What both clients have. */
export type SharedValues = Omit<Values<typeof statHatClassicClientSchema>, 'userKey'>;

/** Where counts and values go, behind the endpoint. */
export type Paths = Readonly<Record<PointKind, '/ez' | '/c' | '/v'>>;

/** How a client speaks to its server. */
export interface Way {
  readonly clock: Clock;
  /** A transport for points of a kind. `onAnswer` hears every answer, the message without keys. */
  open(kind: PointKind, format: Format, rules: WayRules): Transport;
  /** Closes the transport that those share which were opened, where they do. */
  close(deadline: number): Promise<void>;
}

interface WayRules extends Pick<HttpTransportOptions, 'isIdempotent' | 'maxRetries'> {
  readonly onAnswer?: (answer: Answer) => void;
}

export function createWay(values: SharedValues, paths: Paths, secrets: Secrets): Way {
  const { clock = systemClock, connectTimeoutMillis, dialect, dispatcher, endpoint, headers, tls } = values;
  if (values.transport !== undefined) return givenWay(values.transport, clock);
  return {
    clock,
    open(kind, format, { onAnswer, ...rules }) {
      return createHttpTransport({
        url: serviceUrl(endpoint?.url, dialect, paths[kind]),
        clock,
        contentType: format.contentType,
        headers,
        secrets: secrets.spellings,
        ...(format.wrapping !== undefined && { split: halves }),
        connectTimeoutMillis,
        ...(tls && { tls }),
        ...(dispatcher && { dispatcher }),
        ...rules,
        interpret(response) {
          const answer = readAnswer(response, dialect);
          const message = secrets.conceal(answer.message);
          onAnswer?.({ ...answer, message });
          return { kind: answer.kind, ...(message !== '' && { reason: message }) };
        },
      });
    },
    close: async () => {},
  };
}

/** A transport of the application is shared by all, and closed after them. */
function givenWay(transport: Transport, clock: Clock): Way {
  const { description, maxBatchesInFlight } = transport;
  const shared: Transport = {
    description,
    maxBatchesInFlight,
    async send(batch, deadline) {
      try {
        return await transport.send(batch, deadline);
      } catch (cause) {
        return { delivered: 0, error: new TransportError(description, 'failed', { cause }) };
      }
    },
    close: async () => {},
  };
  return { clock, open: () => shared, close: (deadline) => transport.close(deadline) };
}
