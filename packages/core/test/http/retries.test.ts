import { afterEach, describe, expect, it } from 'vitest';
import type { HttpTransportOptions } from '../../src/http/http-options.js';
import type { RateLimit } from '../../src/http/rate-limit.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { freePort, StreamServer } from '../transport/stream-server.js';
import { bench } from './bench.js';
import { type Answer, afterwards, cleanUp, HttpServer, transportTo } from './http-server.js';
import { JumpClock } from './jump-clock.js';

afterEach(cleanUp);

const answerWith =
  (status: number, headers: Record<string, string>): Answer =>
  (response) =>
    response.writeHead(status, headers).end();

describe('a retry', () => {
  it('delivers what a server put off', async () => {
    const server = await HttpServer.start([503, 204]);
    expect(await transportTo(server.url).send(batchOf('a', 'b'), inMillis(5_000))).toEqual({ delivered: 2 });
    expect(server.bodies).toEqual(['a', 'a', 'b']);
  });

  it('comes after growing pauses, and not more often than allowed', async () => {
    const { arrivals, clock, send } = await bench([503], { maxRetries: 4 });
    const { delivered, error } = await clock.passPauses(send(60_000, 'x'));
    expect([delivered, error?.retryable]).toEqual([0, true]);
    expect(arrivals).toHaveLength(5);
    for (const [retry, leastMillis] of [100, 200, 400, 800].entries()) {
      expect(arrivals[retry + 1]! - arrivals[retry]!).toBeGreaterThanOrEqual(leastMillis);
    }
  });

  it.each<[string, Record<string, string>]>([
    ['in seconds', { 'retry-after': '30' }],
    [
      "as a date, by the server's clock",
      { date: 'Sun, 06 Nov 1994 08:49:07 GMT', 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' },
    ],
    ['as the reset of a rate limit', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }],
  ])('waits as long as the server asks, %s', async (_, headers) => {
    const { arrivals, clock, send } = await bench([answerWith(429, headers), 204]);
    expect(await clock.passPauses(send(60_000, 'x'))).toEqual({ delivered: 1 });
    expect(arrivals[1]! - arrivals[0]!).toBeGreaterThanOrEqual(30_000);
  });

  it('waits as long as the body asks, where the backend reads it', async () => {
    const interpret: HttpTransportOptions['interpret'] = ({ body, status }) =>
      body === '' ? undefined : { kind: 'busy', reason: `${status}`, retryAfterMillis: Number(body) };
    const answers: Answer[] = [(response) => response.writeHead(200).end('20000'), 204];
    const { arrivals, clock, send } = await bench(answers, { interpret });
    expect(await clock.passPauses(send(60_000, 'x'))).toEqual({ delivered: 1 });
    expect(arrivals[1]! - arrivals[0]!).toBeGreaterThanOrEqual(20_000);
  });

  it('does not wait for ever because a server asks for it', async () => {
    const answers = [answerWith(503, { 'retry-after': '999999' }), 204];
    const { clock, send } = await bench(answers, { maxRetryAfterMillis: 10_000 });
    expect(await clock.passPauses(send(20_000, 'x'))).toEqual({ delivered: 1 });
  });

  it('is left to a later send when the pause is longer than the deadline, and nobody else asks meanwhile', async () => {
    const { clock, send, server } = await bench([answerWith(429, { 'retry-after': '30' }), 204]);
    const first = await send(10_000, 'x');
    expect([first.delivered, first.error?.message]).toEqual([
      0,
      expect.stringMatching(/answers 429: too many/),
    ]);
    expect(await send(10_000, 'y')).toEqual(first);
    expect(server.requests).toHaveLength(1);
    clock.advance(31_000);
    expect(await send(10_000, 'x')).toEqual({ delivered: 1 });
  });

  it.each([
    ['of the server', 503, { 'retry-after': '9' }],
    ['of a rate limit', 429, { 'x-ratelimit-reset': '9' }],
  ])(
    'is left to a later send when a pause %s leaves no time for an answer: nothing is lost',
    async (_, status, headers) => {
      const answers: Answer[] = [answerWith(status, headers), (response) => response.destroy()];
      const { clock, send, server } = await bench(answers, { isIdempotent: false });
      const { delivered, error, lost } = await clock.passPauses(send(10_000, 'x'));
      expect([delivered, error?.retryable, lost]).toEqual([0, true, undefined]);
      expect(error?.message).toContain(`answers ${status}`);
      expect(server.requests).toHaveLength(1);
    },
  );

  it('follows a connection that was refused', async () => {
    const clock = new JumpClock();
    const port = await freePort();
    const transport = transportTo(new URL(`http://127.0.0.1:${port}/`), { clock, maxRetries: 1_000 });
    const sending = transport.send(batchOf('x'), clock.monotonicMillis() + 1e9);
    // Nothing is known of the first attempt: it finds nobody, or the server that is just started.
    const server = await StreamServer.start({
      port,
      onConnection: (socket) => socket.once('data', () => socket.write('HTTP/1.1 204 OK\r\n\r\n')),
    });
    afterwards(() => server.stop());
    expect(await clock.passPauses(sending)).toEqual({ delivered: 1 });
  });

  it('of a refused connection ends at the deadline, and says who refused', async () => {
    const port = await freePort();
    const transport = transportTo(new URL(`http://127.0.0.1:${port}/`), {
      isIdempotent: false,
      maxRetries: 1,
    });
    const { delivered, error, lost } = await transport.send(batchOf('x'), inMillis(5_000));
    expect([delivered, lost]).toEqual([0, undefined]);
    expect(error?.message).toBe(
      `http://127.0.0.1:${port}/ refuses connections (ECONNREFUSED); is a server listening?`,
    );
    expect(error?.retryable).toBe(true);
  });
});

describe('a rate limit', () => {
  it('is told with each answer that speaks of one, and makes a pause where the backend wants it', async () => {
    const limits: RateLimit[] = [];
    const onRateLimit = (limit: RateLimit) => {
      limits.push(limit);
      return limit.remaining === 0 ? limit.resetMillis : undefined;
    };
    const headers = { 'X-RateLimit-Limit': '30', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '10' };
    const answers = [204, answerWith(204, headers), 204];
    const { arrivals, clock, send, server } = await bench(answers, { onRateLimit });
    expect(await send(5_000, 'a', 'b', 'c')).toEqual({
      delivered: 2,
      error: expect.objectContaining({
        message: `${server.url.href} wants a pause: its rate limit is used up`,
        retryable: true,
      }),
    });
    expect(limits).toEqual([{ limit: 30, remaining: 0, resetMillis: 10_000 }]);
    expect(await clock.passPauses(send(60_000, 'c'))).toEqual({ delivered: 1 });
    expect(arrivals[2]! - arrivals[1]!).toBeGreaterThanOrEqual(10_000);
  });
});
