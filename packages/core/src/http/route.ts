import { TransportError } from '../errors.js';
import { Resolver } from '../transport/resolver.js';
import { withoutTracing } from '../without-tracing.js';
import { type AgentOptions, createAgent } from './agent.js';
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
  'url' | 'clock' | 'lookup' | 'lookupRefreshMillis' | 'dispatcher'
> &
  AgentOptions;

/** The dispatcher of the user, or one of our own. Rejects with a `TransportError`. */
export async function openRoute(endpoint: string, options: RouteOptions): Promise<Route> {
  const { clock, dispatcher, lookup, lookupRefreshMillis, url } = options;
  if (dispatcher !== undefined)
    return { dispatcher: untraced(dispatcher), letsGoOfBodies: false, doubt() {}, close: async () => {} };
  const undici = await loadUndici(endpoint);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const resolver = new Resolver({ host, clock, lookup, lookupRefreshMillis });
  const agent = openAgent(undici, endpoint, options, resolver);
  return {
    dispatcher: untraced(agent),
    letsGoOfBodies: true,
    doubt: () => resolver.doubt(),
    close: () => agent.destroy(),
  };
}

/** What instrumentations would make spans of begins with a request. */
function untraced(dispatcher: HttpDispatcher): HttpDispatcher {
  return { request: (options) => withoutTracing(() => dispatcher.request(options)) };
}

function openAgent(
  undici: typeof import('undici'),
  endpoint: string,
  options: RouteOptions,
  resolver: Resolver,
) {
  try {
    return createAgent(undici, options, resolver);
  } catch {
    // Its cause would show the proxy with user and password.
    const what = 'cannot be reached: the proxy is not given as a URL such as http://host:port';
    throw new TransportError(endpoint, what, { retryable: false });
  }
}
