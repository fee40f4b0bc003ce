import type { HttpTransportOptions } from '../../src/http/http-options.js';
import { batchOf } from '../transport/batches.js';
import { type Answer, HttpServer, transportTo } from './http-server.js';
import { JumpClock } from './jump-clock.js';

/** A server and a transport on a clock that goes on when it is told; `arrivals` are its moments at each request. */
export async function bench(answers: readonly Answer[], options: Partial<HttpTransportOptions> = {}) {
  const clock = new JumpClock();
  const arrivals: number[] = [];
  const noted = answers.map(
    (answer): Answer =>
      (response, request) => {
        arrivals.push(clock.monotonicMillis());
        if (typeof answer === 'number') response.writeHead(answer).end();
        else answer(response, request);
      },
  );
  const server = await HttpServer.start(noted);
  const transport = transportTo(server.url, { clock, ...options });
  const send = (timeoutMillis: number, ...payloads: string[]) =>
    transport.send(batchOf(...payloads), clock.monotonicMillis() + timeoutMillis);
  return { arrivals, clock, server, transport, send };
}
