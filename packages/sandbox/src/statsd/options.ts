import { SandboxError } from '../error.js';
import type { Address } from '../listen/listener.js';
import type { TcpOptions } from '../listen/tcp.js';
import type { Dialect } from './dialect.js';
import { dialects } from './dialect.js';
import type { TotalsLimits } from './totals.js';

/** What a StatsD receiver reads, how, and where from. */
export interface StatsdReceiverOptions extends TotalsLimits {
  /** Default `dogstatsd`. */
  readonly dialect?: Dialect;
  /** Refuse also what only some servers lose or change. Default true. */
  readonly strict?: boolean;
  /** Default: a free port of 127.0.0.1, when no other transport is asked for. */
  readonly udp?: boolean | Partial<Address>;
  /** Lines over TCP; over TLS with `cert` and `key`. Default off. */
  readonly tcp?: boolean | Partial<TcpOptions>;
  /** A Unix stream socket. The Datadog Agent wants `uint32le` frames, its default here; Etsy's daemon wants lines. */
  readonly unix?: { readonly path: string; readonly framing?: 'newline' | 'uint32le' };
  /** How much the kernel may hold of what was not read yet (UDP). Default 4 MiB; Linux cuts to net.core.rmem_max. */
  readonly receiveBufferBytes?: number;
  /** Bytes of a stream after which a line without an end is given up. Default 65 536. */
  readonly maxLineBytes?: number;
  /** What `drop` is decided by: 0 or more, below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** The options with all defaults in place. */
export interface ReceiverSettings {
  readonly dialect: Dialect;
  readonly strict: boolean;
  readonly udp: Address | undefined;
  readonly tcp: TcpOptions | undefined;
  readonly unix: { readonly path: string; readonly framing: 'newline' | 'uint32le' } | undefined;
  readonly receiveBufferBytes: number;
  readonly maxLineBytes: number;
  readonly random: () => number;
}

const loopback: Address = { host: '127.0.0.1', port: 0 };

function orLoopback<T extends Partial<Address>>(option: boolean | T | undefined): (Address & T) | undefined {
  if (option === undefined || option === false) return undefined;
  return { ...loopback, ...(option === true ? ({} as T) : option) };
}

/** Fills in what is missing; throws one error that names everything that cannot work. */
export function resolveOptions(options: StatsdReceiverOptions): ReceiverSettings {
  const dialect = options.dialect ?? 'dogstatsd';
  const problems: string[] = [];
  if (!dialects.includes(dialect)) problems.push(`dialect: ${dialect} is not one of ${dialects.join(', ')}`);
  const tcp = orLoopback(options.tcp);
  if ((tcp?.cert === undefined) !== (tcp?.key === undefined))
    problems.push('tcp: cert and key belong together');
  const isUdpDefault = options.tcp === undefined && options.unix === undefined;
  const udp = orLoopback(options.udp ?? isUdpDefault);
  if (udp === undefined && tcp === undefined && options.unix === undefined) {
    problems.push('udp, tcp, unix: at least one is needed');
  }
  if (problems.length > 0) {
    throw new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', `StatsD receiver: ${problems.join('; ')}`);
  }
  const framing = options.unix?.framing ?? (dialect === 'dogstatsd' ? 'uint32le' : 'newline');
  return {
    dialect,
    strict: options.strict ?? true,
    udp,
    tcp,
    unix: options.unix && { path: options.unix.path, framing },
    receiveBufferBytes: options.receiveBufferBytes ?? 4 * 1024 * 1024,
    maxLineBytes: options.maxLineBytes ?? 65_536,
    random: options.random ?? Math.random,
  };
}
