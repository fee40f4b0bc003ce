import { SandboxError } from '../error.js';
import type { Address } from '../listen/listener.js';
import type { TcpOptions } from '../listen/tcp.js';
import type { GraphiteTotalsLimits } from './totals.js';

/** Where to listen for HTTP, and who may send. */
export interface HttpEndpointOptions extends TcpOptions {
  /** The `Authorization` header that every request must have, as `Bearer user:token`. Default: none is looked for. */
  readonly authorization?: string;
}

/** What a Graphite receiver reads, how, and where from. */
export interface GraphiteReceiverOptions extends GraphiteTotalsLimits {
  /** Refuse also what only some servers lose or change; without it, be as carbon 1.1 is. Default true. */
  readonly strict?: boolean;
  /** Lines in datagrams. Default off. */
  readonly udp?: boolean | Partial<Address>;
  /** Lines over TCP; over TLS with `cert` and `key`. Default: a free port of 127.0.0.1, when nothing else is asked for. */
  readonly tcp?: boolean | Partial<TcpOptions>;
  /** Lines over a Unix stream socket. Default off. */
  readonly unix?: { readonly path: string };
  /** Pickles over TCP, each behind its length; over TLS with `cert` and `key`. Default off. */
  readonly pickle?: boolean | Partial<TcpOptions>;
  /** JSON as Grafana Cloud takes it; over HTTPS with `cert` and `key`. Default off. */
  readonly http?: boolean | Partial<HttpEndpointOptions>;
  /** How much the kernel may hold of what was not read yet (UDP). Default 4 MiB; Linux cuts to net.core.rmem_max. */
  readonly receiveBufferBytes?: number;
  /** What `drop` is decided by: 0 or more, below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** The options with all defaults in place. */
export interface ReceiverSettings {
  readonly strict: boolean;
  readonly udp: Address | undefined;
  readonly tcp: TcpOptions | undefined;
  readonly unix: { readonly path: string } | undefined;
  readonly pickle: TcpOptions | undefined;
  readonly http: HttpEndpointOptions | undefined;
  readonly receiveBufferBytes: number;
  readonly random: () => number;
}

const loopback: Address = { host: '127.0.0.1', port: 0 };

function orLoopback<T extends Partial<Address>>(option: boolean | T | undefined): (Address & T) | undefined {
  if (option === undefined || option === false) return undefined;
  return { ...loopback, ...(option === true ? ({} as T) : option) };
}

/** Fills in what is missing; throws one error that names everything that cannot work. */
export function resolveOptions(options: GraphiteReceiverOptions): ReceiverSettings {
  const { unix, strict = true, receiveBufferBytes = 4 * 1024 * 1024, random = Math.random } = options;
  const isAnyAsked = [options.udp, options.tcp, unix, options.pickle, options.http].some(
    (option) => option !== undefined,
  );
  const udp = orLoopback(options.udp);
  const tcp = orLoopback(options.tcp ?? !isAnyAsked);
  const pickle = orLoopback(options.pickle);
  const http = orLoopback(options.http);
  const problems = Object.entries({ tcp, pickle, http })
    .filter(([, settings]) => (settings?.cert === undefined) !== (settings?.key === undefined))
    .map(([name]) => `${name}: cert and key belong together`);
  if ([udp, tcp, unix, pickle, http].every((settings) => settings === undefined)) {
    problems.push('udp, tcp, unix, pickle, http: at least one is needed');
  }
  if (problems.length > 0) {
    throw new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', `Graphite receiver: ${problems.join('; ')}`);
  }
  return { strict, udp, tcp, unix, pickle, http, receiveBufferBytes, random };
}
