import { Agent, interceptors, MockAgent, Pool, RetryAgent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpDispatcher } from '../../src/http/dispatcher.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { afterwards, cleanUp, HttpServer, transportTo } from './http-server.js';
import { JumpClock } from './jump-clock.js';

afterEach(cleanUp);

describe('a dispatcher of the user', () => {
  it.each<[string, (url: URL) => HttpDispatcher & { close(): Promise<void>; readonly closed: boolean }]>([
    ['Agent', () => new Agent()],
    ['Pool', (url) => new Pool(url.origin)],
  ])('%s is used, and never closed', async (_, make) => {
    const server = await HttpServer.start();
    const dispatcher = make(server.url);
    afterwards(() => dispatcher.close());
    const transport = transportTo(server.url, { dispatcher });
    expect(await transport.send(batchOf('a', 'b'), inMillis(5_000))).toEqual({ delivered: 2 });
    await transport.close(inMillis(1_000));
    expect(dispatcher.closed).toBe(false);
    const next = transportTo(server.url, { dispatcher });
    expect(await next.send(batchOf('c'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(server.bodies).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, (agent: Agent) => HttpDispatcher]>([
    ['RetryAgent', (agent) => new RetryAgent(agent)],
    ['composed one', (agent) => agent.compose(interceptors.retry(), interceptors.redirect())],
  ])('%s may do more than we want, and retries are made all the same', async (_, make) => {
    const server = await HttpServer.start([503, 204]);
    const agent = new Agent();
    afterwards(() => agent.close());
    const transport = transportTo(server.url, { dispatcher: make(agent) });
    expect(await transport.send(batchOf('a'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(server.bodies).toEqual(['a', 'a']);
  });

  it('MockAgent answers without a network, and its words about headers are not repeated', async () => {
    const url = new URL('https://metrics.example/write');
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    dispatcher.get(url.origin).intercept({ path: '/write', method: 'POST' }).reply(204);
    const transport = transportTo(url, { dispatcher, headers: { 'x-key': 'secret-key' }, maxRetries: 0 });
    expect(await transport.send(batchOf('a'), inMillis(5_000))).toEqual({ delivered: 1 });
    const { error } = await transport.send(batchOf('b'), inMillis(5_000));
    expect(error?.message).toMatch(
      /^https:\/\/metrics.example\/write failed \(UND_MOCK_ERR_MOCK_NOT_MATCHED\)/,
    );
    expect(error?.message).not.toContain('secret-key');
  });

  it('that is closed is said to be', async () => {
    const server = await HttpServer.start();
    const dispatcher = new Agent();
    await dispatcher.close();
    const transport = transportTo(server.url, { dispatcher, maxRetries: 0 });
    const { error } = await transport.send(batchOf('a'), inMillis(5_000));
    expect(error?.message).toMatch(
      /cannot be reached: its dispatcher is closed \(UND_ERR_(CLOSED|DESTROYED)\)$/,
    );
  });

  it.each<[string, unknown]>([
    ['a text', 'no'],
    ['nothing', undefined],
    ['an object', { message: 'no' }],
    ['an error without a name', Object.assign(new Error(''), { name: '', code: 7 })],
  ])('may reject with %s', async (_, reason) => {
    const dispatcher: HttpDispatcher = { request: () => Promise.reject(reason) };
    const transport = transportTo(new URL('https://metrics.example/'), { dispatcher, maxRetries: 0 });
    const { delivered, error } = await transport.send(batchOf('a'), inMillis(5_000));
    expect([delivered, error?.retryable]).toEqual([0, true]);
    expect(error?.message).toMatch(/^https:\/\/metrics.example\/ failed \(Error\): /);
  });

  it('may throw at once', async () => {
    const dispatcher: HttpDispatcher = {
      request: () => {
        throw new RangeError('no');
      },
    };
    const transport = transportTo(new URL('https://metrics.example/'), { dispatcher, maxRetries: 0 });
    const { error } = await transport.send(batchOf('a'), inMillis(5_000));
    expect(error?.message).toBe('https://metrics.example/ failed (RangeError): no');
  });

  it('that does not listen to an abort keeps no send waiting, and no bytes that are used for something else', async () => {
    const clock = new JumpClock();
    const taken: Uint8Array[] = [];
    const bodies: AsyncIterable<Uint8Array>[] = [];
    const dispatcher: HttpDispatcher = {
      async request(options) {
        const { body } = options as { body: AsyncIterable<Uint8Array> };
        bodies.push(body);
        if (bodies.length === 1) for await (const chunk of body) taken.push(chunk);
        return new Promise(() => {});
      },
    };
    const transport = transportTo(new URL('https://metrics.example/'), { clock, dispatcher });
    const batch = batchOf('first');
    const sends = [batch, batchOf('second')].map((each) =>
      transport.send(each, clock.monotonicMillis() + 1_000),
    );
    await new Promise(setImmediate);
    clock.advance(1_000);
    expect((await Promise.all(sends)).map(({ delivered }) => delivered)).toEqual([0, 0]);
    batch.buffer.fill(0);
    expect(Buffer.concat(taken).toString()).toBe('first');
    await expect(bodies[1]![Symbol.asyncIterator]().next()).rejects.toThrow('the deadline passed');
  });
});
