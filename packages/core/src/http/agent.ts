import { Socket } from 'node:net';
import { netLookup, type Resolver } from '../transport/resolver.js';
import type { HttpTransportOptions } from './http-options.js';

type Undici = typeof import('undici');
type Connector = ReturnType<Undici['buildConnector']>;
type PoolOptions = NonNullable<ConstructorParameters<Undici['Pool']>[1]>;
type Agent = InstanceType<Undici['Agent' | 'ProxyAgent' | 'EnvHttpProxyAgent']>;

/** What `createAgent` needs of the options of the transport. */
export type AgentOptions = Pick<HttpTransportOptions, 'proxy' | 'tls'> & {
  readonly connectTimeoutMillis: number;
  readonly connections: number;
  readonly keepAliveMillis: number;
};

/** An agent whose connections keep no process alive. Throws for a proxy that is no URL. */
export function createAgent(undici: Undici, options: AgentOptions, resolver: Resolver): Agent {
  const { connections, connectTimeoutMillis: timeout, keepAliveMillis, proxy = 'env', tls } = options;
  const poolOf = (origin: string | URL, pool: PoolOptions) =>
    new undici.Pool(origin, { ...pool, connect: withoutRef(pool.connect as Connector) });
  const settings = {
    connections,
    allowH2: false,
    keepAliveTimeout: keepAliveMillis,
    // The server may ask for less, but not for more.
    keepAliveMaxTimeout: keepAliveMillis,
    // The deadline of the send bounds both; undici's own timers have steps of half a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: undici.buildConnector({ ...tls, timeout, lookup: netLookup(resolver) }),
    proxyTls: { timeout },
    requestTls: { ...tls, timeout },
    // For the server, and for the proxy: both agents for proxies have connectors of their own.
    factory: poolOf,
    clientFactory: poolOf,
  };
  if (proxy === 'none') return new undici.Agent(settings);
  if (proxy === 'env') return new undici.EnvHttpProxyAgent(settings);
  return new undici.ProxyAgent({ ...settings, uri: proxy.href });
}

/** undici lets go of idle connections only: an answer that does not come would keep the process alive until its deadline. */
function withoutRef(connect: Connector): Connector {
  return (options, done) => {
    const socket: unknown = connect(options, (...result) => {
      if (result[1]) letGo(result[1]);
      done(...result);
    });
    // Before the handshake of TLS, and not earlier: each address that is tried has a handle of its own.
    if (socket instanceof Socket) socket.once('connect', () => letGo(socket));
  };
}

/** For good: undici takes hold of an idle connection again when it uses it. */
function letGo(socket: Socket): void {
  socket.unref();
  socket.ref = () => socket;
}
