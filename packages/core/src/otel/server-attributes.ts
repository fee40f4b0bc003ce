import type { Attributes } from '@opentelemetry/api';
import { readEndpoint } from '../config/endpoint.js';

const schemes = ['udp', 'tcp', 'tls', 'unix', 'http', 'https'] as const;
const httpPorts = { http: 80, https: 443 };

/** Who the peer is, as semantic conventions name it; nothing where a transport's description is no address. */
export function serverAttributes(description: string): Attributes {
  const endpoint = readEndpoint(description, { schemes });
  if ('reason' in endpoint) return {};
  switch (endpoint.scheme) {
    case 'udp':
    case 'tcp':
    case 'tls':
      return { 'server.address': endpoint.host, 'server.port': endpoint.port };
    case 'unix':
      return { 'server.address': endpoint.path };
    case 'http':
    case 'https': {
      const { hostname, port } = endpoint.url;
      return {
        'server.address': hostname.replace(/^\[(.*)\]$/, '$1'),
        'server.port': Number(port) || httpPorts[endpoint.scheme],
      };
    }
  }
}
