import type { Losses } from '../faults/losses.js';
import type { HttpHandler } from '../listen/http.js';
import { listenHttp } from '../listen/http.js';
import type { ConnectionReader, Listener } from '../listen/listener.js';
import { listenTcp } from '../listen/tcp.js';
import { listenUdp } from '../listen/udp.js';
import { listenUnix } from '../listen/unix.js';
import type { ReceiverSettings } from './options.js';

/** Where a receiver listens, in the form that exporters take. */
export interface GraphiteEndpoints {
  readonly udp?: string;
  readonly tcp?: string;
  readonly tls?: string;
  readonly unix?: string;
  /** `tcp://…`, for pickles. */
  readonly pickle?: string;
  /** `tls://…`, for pickles. */
  readonly pickleTls?: string;
  /** `http://…/graphite/metrics`, or `https://…`. */
  readonly http?: string;
}

/** Who reads what comes. */
export interface EndpointHandlers {
  datagram(bytes: Buffer): void;
  createLineReader(): ConnectionReader;
  createPickleReader(): ConnectionReader;
  readonly http: HttpHandler;
}

/** Listens wherever the settings ask for, and tells of each listener as soon as it is open. */
export async function openListeners(
  { udp, tcp, unix, pickle, http, receiveBufferBytes, losses }: ReceiverSettings & { losses: Losses },
  handlers: EndpointHandlers,
  opened: (name: keyof GraphiteEndpoints, listener: Listener) => void,
): Promise<void> {
  const { createLineReader, createPickleReader } = handlers;
  if (udp) opened('udp', await listenUdp({ ...udp, receiveBufferBytes, losses }, handlers.datagram));
  if (tcp) opened(tcp.cert === undefined ? 'tcp' : 'tls', await listenTcp(tcp, createLineReader));
  if (unix) opened('unix', await listenUnix(unix.path, createLineReader));
  if (pickle) {
    const listener = await listenTcp(pickle, createPickleReader);
    opened(pickle.cert === undefined ? 'pickle' : 'pickleTls', listener);
  }
  if (http) opened('http', await listenHttp(http, handlers.http));
}
