import type { BackendName } from '../backend-name.js';
import type { ReceiverOptionsByBackend } from './by-backend.js';
import type { BackendEndpoint } from './endpoints.js';

/** Variables, and what they are set to. */
export type Environment = Readonly<Record<string, string>>;

type Variables<Name extends BackendName> = (
  endpoint: BackendEndpoint,
  options: ReceiverOptionsByBackend[Name],
) => Environment;

/** The key where any will do. */
const anyKey = 'sandbox';

const variablesOf: { readonly [Name in BackendName]: Variables<Name> } = {
  statsd: (_endpoint, { dialect = 'plain' }) => ({
    ...(dialect !== 'plain' && { OTEL_EXPORTER_STATSD_DIALECT: dialect }),
  }),
  dogstatsd: (_endpoint, { dialect = 'dogstatsd' }) => ({
    ...(dialect !== 'dogstatsd' && { OTEL_EXPORTER_DOGSTATSD_DIALECT: dialect }),
  }),
  graphite: ({ protocol }, { http }) => ({
    ...(protocol.startsWith('pickle') && { OTEL_EXPORTER_GRAPHITE_PROTOCOL: 'pickle' }),
    ...(protocol === 'http' && { OTEL_EXPORTER_GRAPHITE_API_KEY: bearerOf(http) ?? anyKey }),
  }),
  stathat: (_endpoint, { ezKeys }) => ({ OTEL_EXPORTER_STATHAT_EZ_KEY: ezKeys?.[0] ?? anyKey }),
  stride: (_endpoint, { secretKeys, openKeys }) => ({
    OTEL_EXPORTER_STRIDE_API_KEY: openKeys?.[0] ?? secretKeys?.[0] ?? anyKey,
  }),
  initialstate: (_endpoint, { accessKeys }) => ({
    OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY: accessKeys?.[0] ?? anyKey,
  }),
  otlp: () => ({ OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/protobuf' }),
};

/** What leads an exporter to a backend: the choice of the exporter, the address, and a key where one is needed. */
export function environmentOf<Name extends BackendName>(
  name: Name,
  endpoint: BackendEndpoint,
  options: ReceiverOptionsByBackend[Name],
): Environment {
  const prefix = name === 'otlp' ? 'OTEL_EXPORTER_OTLP_METRICS' : `OTEL_EXPORTER_${name.toUpperCase()}`;
  return {
    OTEL_METRICS_EXPORTER: name,
    [`${prefix}_ENDPOINT`]: endpoint.url,
    ...variablesOf[name](endpoint, options),
  };
}

function bearerOf(http: ReceiverOptionsByBackend['graphite']['http']): string | undefined {
  return typeof http === 'object' ? http.authorization?.replace(/^Bearer /i, '') : undefined;
}
