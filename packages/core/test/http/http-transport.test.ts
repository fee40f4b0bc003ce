import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { ConfigError } from '../../src/errors.js';
import { createHttpTransport } from '../../src/http/http-transport.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { cleanUp, HttpServer, transportTo } from './http-server.js';

afterEach(cleanUp);

describe('the HTTP transport', () => {
  it('sends each payload as the body of a request, in order', async () => {
    const server = await HttpServer.start([200, 201, 202, 204]);
    const transport = transportTo(server.url);
    expect(await transport.send(batchOf('[1]', '[2]', '[3]', '[4]'), inMillis(5_000))).toEqual({
      delivered: 4,
    });
    expect(server.bodies).toEqual(['[1]', '[2]', '[3]', '[4]']);
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/metrics' });
  });

  it('uses one connection for batches that follow each other, and no more than allowed for those at once', async () => {
    const server = await HttpServer.start();
    const transport = transportTo(server.url, { maxBatchesInFlight: 3 });
    await transport.send(batchOf('a', 'b'), inMillis(5_000));
    await transport.send(batchOf('c'), inMillis(5_000));
    expect(server.sockets).toHaveLength(1);
    await Promise.all(
      ['d', 'e', 'f', 'g', 'h'].map((text) => transport.send(batchOf(text), inMillis(5_000))),
    );
    expect(server.sockets).toHaveLength(3);
    expect(server.requests).toHaveLength(8);
    expect(transport.maxBatchesInFlight).toBe(3);
  });

  it('sends its own headers and those that are given, and keeps no cookie', async () => {
    const server = await HttpServer.start([
      (response) => response.writeHead(204, { 'set-cookie': 'session=1' }).end(),
    ]);
    const transport = transportTo(server.url, { headers: { 'X-Key': 'abc' }, method: 'PUT' });
    await transport.send(batchOf('one', 'second'), inMillis(5_000));
    const { headers, method } = server.requests[1]!;
    expect(method).toBe('PUT');
    expect(headers).toEqual({
      connection: 'keep-alive',
      'content-length': '6',
      'content-type': 'application/json',
      host: server.url.host,
      'user-agent': 'otelwire',
      'x-key': 'abc',
    });
  });

  it('lets the user agent be another', async () => {
    const server = await HttpServer.start();
    await transportTo(server.url, { headers: { 'User-Agent': 'shop/1' } }).send(
      batchOf('x'),
      inMillis(5_000),
    );
    expect(server.requests[0]!.headers['user-agent']).toBe('shop/1');
  });

  it('sends user and password of the URL as basic authorization, and a query as it is', async () => {
    const server = await HttpServer.start();
    const url = new URL(`http://some%20one:p%40ss@127.0.0.1:${server.port}/a/b?key=x%20y`);
    const transport = transportTo(url);
    await transport.send(batchOf('x'), inMillis(5_000));
    expect(server.requests[0]!.path).toBe('/a/b?key=x%20y');
    expect(server.requests[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from('some one:p@ss').toString('base64')}`,
    );
    expect(transport.description).toBe(`http://127.0.0.1:${server.port}/a/b`);
  });

  it('prefers the authorization that is given', async () => {
    const server = await HttpServer.start();
    const url = new URL(`http://user@127.0.0.1:${server.port}/`);
    await transportTo(url, { headers: { Authorization: 'Bearer t' } }).send(batchOf('x'), inMillis(5_000));
    expect(server.requests[0]!.headers.authorization).toBe('Bearer t');
  });

  it('compresses what is long enough, if that is wanted', async () => {
    const server = await HttpServer.start();
    const long = '{"name":"requests","value":1}'.repeat(100);
    const transport = transportTo(server.url, { gzip: true });
    expect(await transport.send(batchOf('short', long), inMillis(5_000))).toEqual({ delivered: 2 });
    const [short, compressed] = server.requests;
    expect(short!.headers['content-encoding']).toBeUndefined();
    expect(short!.body.toString()).toBe('short');
    expect(compressed!.headers['content-encoding']).toBe('gzip');
    expect(compressed!.body.length).toBeLessThan(long.length / 10);
    expect(gunzipSync(compressed!.body).toString()).toBe(long);
  });

  it('sends a megabyte whole', async () => {
    const server = await HttpServer.start();
    const body = 'm'.repeat(1_048_576);
    expect(await transportTo(server.url).send(batchOf(body), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(server.bodies[0] === body).toBe(true);
  });

  it('has delivered a batch without payloads', async () => {
    const server = await HttpServer.start();
    expect(await transportTo(server.url).send(batchOf(), inMillis(5_000))).toEqual({ delivered: 0 });
    expect(server.requests).toEqual([]);
  });

  it('says everything that cannot be sent at once, and no value of a header', () => {
    const make = () =>
      createHttpTransport({
        url: new URL('ftp://u%zz:p@h/'),
        clock: systemClock,
        contentType: 'text/plain\n',
        method: 'P T',
        headers: { 'x-a': 'secret\r\nx', 'x b': 'secret', 'Content-Length': 'secret', 'x-c': 'secret€' },
      });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(
      [
        'HTTP transport: bad options:',
        'url is not of http: or https:',
        'method is not one of HTTP',
        'contentType has characters that HTTP does not allow',
        'headers holds "x-a", but its value has characters that HTTP does not allow',
        'headers holds "x b", but its name is not one that HTTP allows',
        'headers holds "Content-Length", but it is set by the transport',
        'headers holds "x-c", but its value has characters that HTTP does not allow',
        'url has a user or password that is not percent-encoded',
      ].join('\n  - '),
    );
  });
});
