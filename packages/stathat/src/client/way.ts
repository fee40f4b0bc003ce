import { type Clock, systemClock, type Transport, type Values } from '@otelwire/core';
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
}

interface WayRules extends Pick<HttpTransportOptions, 'isIdempotent' | 'maxRetries'> {
  readonly onAnswer?: (answer: Answer) => void;
}

export function createWay(values: SharedValues, paths: Paths, secrets: Secrets): Way {
  const { clock = systemClock, connectTimeoutMillis, dialect, dispatcher, endpoint, headers, tls } = values;
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
  };
}
