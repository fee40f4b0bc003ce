import { once } from 'node:events';
import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Clock } from '@otelwire/core';
import type { DispatcherAnswer, HttpDispatcher } from '@otelwire/core/http';
import type { ClientValues } from './client-schema.js';

/** Connections of our own. */
export interface OwnDispatcher extends HttpDispatcher {
  destroy(): void;
}

/** What a caller asks of a dispatcher. */
export interface Dispatched {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal;
}

/** Of Node.js itself: an endless answer with backpressure is all it takes. Idle connections keep no process alive. */
export function openDispatcher({ connectTimeoutMillis, tls }: ClientValues, clock: Clock): OwnDispatcher {
  const plain = new HttpAgent({ keepAlive: true });
  const secure = new HttpsAgent({ ...tls, keepAlive: true });
  return {
    async request(options: object): Promise<DispatcherAnswer> {
      const { body, headers, method, origin, path, signal } = options as Dispatched;
      const url = new URL(path, origin);
      const isSecure = url.protocol === 'https:';
      const length = body === null ? undefined : { 'content-length': String(body.length) };
      const settings = { method, signal, headers: { ...headers, ...length } };
      const request = isSecure
        ? requestHttps(url, { ...settings, agent: secure })
        : requestHttp(url, { ...settings, agent: plain });
      limitConnecting(request, isSecure, clock, connectTimeoutMillis);
      request.end(body ?? undefined);
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      // What happens to it from now on, its body tells.
      request.on('error', () => {});
      return { statusCode: answer.statusCode ?? 0, headers: answer.headers, body: answer };
    },
    destroy() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function limitConnecting(request: ClientRequest, isSecure: boolean, clock: Clock, millis: number): void {
  request.on('socket', (socket) => {
    if (!socket.connecting) return;
    const late = Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
    const timer = clock.setTimer(() => request.destroy(late), millis);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => timer.cancel());
    socket.once('close', () => timer.cancel());
  });
}
