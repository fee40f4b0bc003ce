import type { Dialect } from './answer.js';

const origins: Readonly<Record<Dialect, string>> = {
  stathat: 'https://api.stathat.com',
  ezstat: 'https://api.ezstat.dev',
};

/** The URL of a path of the service, behind the endpoint or the address that the dialect is spoken at. */
export function serviceUrl(endpoint: URL | undefined, dialect: Dialect, path: '/ez' | '/c' | '/v'): URL {
  const url = new URL(endpoint ?? origins[dialect]);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url;
}
