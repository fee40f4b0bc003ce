import { TransportError } from '../errors.js';
import { netLookup, Resolver } from '../transport/resolver.js';
import type { HttpDispatcher } from './dispatcher.js';
import type { HttpTransportOptions } from './http-options.js';
import { loadUndici } from './load-undici.js';

/** The way to a server: made by the first send. */
export interface Route {
  readonly dispatcher: HttpDispatcher;
  /** Whether an abort ends all use of a body at once. Of undici 7 that is known: it destroys the socket in the same turn. */
  readonly letsGoOfBodies: boolean;
  /** Says that no connection came about: the host may have moved. */
  doubt(): void;
  close(): Promise<void>;
}

/** What `openRoute` needs of the options of the transport. */
export type RouteOptions = Pick<
  HttpTransportOptions,
  'url' | 'clock' | 'lookup' | 'lookupRefreshMillis' | 'dispatcher' | 'tls' | 'proxy'
> & { readonly connectTimeoutMillis: number; readonly connections: number; readonly keepAliveMillis: number };

/** The dispatcher of the user, or one of our own. Rejects with a `TransportError`. */
export async function openRoute(endpoint: string, options: RouteOptions): Promise<Route> {
  const { clock, dispatcher, lookup, lookupRefreshMillis, url } = options;
  if (dispatcher !== undefined)
    return { dispatcher, letsGoOfBodies: false, doubt() {}, close: async () => {} };
  const undici = await loadUndici(endpoint);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const resolver = new Resolver({ host, clock, lookup, lookupRefreshMillis });
  const agent = createAgent(undici, endpoint, options, resolver);
  return {
    dispatcher: agent,
    letsGoOfBodies: true,
    doubt: () => resolver.doubt(),
    close: () => agent.destroy(),
  };
}

function createAgent(
  undici: typeof import('undici'),
  endpoint: string,
  options: RouteOptions,
  resolver: Resolver,
) {
  const { connections, connectTimeoutMillis: timeout, keepAliveMillis, proxy = 'env', tls } = options;
  const settings = {
    connections,
    allowH2: false,
    keepAliveTimeout: keepAliveMillis,
    // The server may ask for less, but not for more.
    keepAliveMaxTimeout: keepAliveMillis,
    // The deadline of the send bounds both; undici's own timers have steps of half a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { ...tls, timeout, lookup: netLookup(resolver) },
    proxyTls: { timeout },
    requestTls: { ...tls, timeout },
  };
  try {
    if (proxy === 'none') return new undici.Agent(settings);
    if (proxy === 'env') return new undici.EnvHttpProxyAgent(settings);
    return new undici.ProxyAgent({ ...settings, uri: proxy.href });
  } catch {
    // Its cause would show the proxy with user and password.
    const what = 'cannot be reached: the proxy is not given as a URL such as http://host:port';
    throw new TransportError(endpoint, what, { retryable: false });
  }
}
