import { afterEach, describe, expect, it } from 'vitest';
import type { HttpTransportOptions } from '../../src/http/http-options.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { type Answer, cleanUp, HttpServer, transportTo } from './http-server.js';

afterEach(cleanUp);

/** A server that finds more than `maxLength` letters too long, and answers as told to a body that it knows. */
async function serverOf(maxLength: number, answers: Readonly<Record<string, number>> = {}) {
  const answer: Answer = (response, { body }) => {
    const status = body.length > maxLength ? 413 : (answers[body.toString()] ?? 204);
    response.writeHead(status).end();
  };
  return HttpServer.start([answer]);
}

const split: NonNullable<HttpTransportOptions['split']> = (payload) => {
  if (payload.length < 2) return undefined;
  const middle = Math.ceil(payload.length / 2);
  return [payload.slice(0, middle), payload.slice(middle)];
};

async function sendTo(
  server: HttpServer,
  payloads: readonly string[],
  options: Partial<HttpTransportOptions> = {},
) {
  const transport = transportTo(server.url, { maxRetries: 0, split, ...options });
  const { delivered, error, lost } = await transport.send(batchOf(...payloads), inMillis(5_000));
  return {
    delivered,
    isHeld: error?.retryable ?? false,
    lost: lost?.map(({ payload, reason }) => `${payload} ${reason}`) ?? [],
    bodies: server.bodies,
  };
}

describe('a payload that is too long', () => {
  it('is sent as halves, and their halves, in order', async () => {
    const server = await serverOf(2);
    expect(await sendTo(server, ['abcdef', 'gh'])).toEqual({
      delivered: 2,
      isHeld: false,
      lost: [],
      bodies: ['abcdef', 'abc', 'ab', 'c', 'def', 'de', 'f', 'gh'],
    });
  });

  it('is rejected where it has no halves', async () => {
    expect(await sendTo(await serverOf(0), ['a'])).toMatchObject({ delivered: 1, lost: ['0 rejected'] });
    const server = await serverOf(1);
    expect(await sendTo(server, ['ab', 'c'], { split: () => undefined })).toMatchObject({
      delivered: 2,
      lost: ['0 rejected'],
      bodies: ['ab', 'c'],
    });
  });

  it('is rejected as a whole when one half is, after the other half was sent', async () => {
    const server = await serverOf(2, { ab: 400 });
    expect(await sendTo(server, ['abcd', 'e'])).toMatchObject({
      delivered: 2,
      lost: ['0 rejected'],
      bodies: ['abcd', 'ab', 'cd', 'e'],
    });
  });

  it('is held as a whole when none of it was taken', async () => {
    const server = await serverOf(2, { ab: 503 });
    const sent = await sendTo(server, ['abcd'], { isIdempotent: false });
    expect(sent).toMatchObject({ delivered: 0, isHeld: true, lost: [], bodies: ['abcd', 'ab'] });
  });

  it('is held as a whole when half of it was taken and may be taken twice', async () => {
    const sent = await sendTo(await serverOf(2, { cd: 503 }), ['abcd']);
    expect(sent).toMatchObject({ delivered: 0, isHeld: true, lost: [] });
  });

  it('is not sent again when half of it was taken and counts', async () => {
    const server = await serverOf(2, { cd: 503 });
    const sent = await sendTo(server, ['abcd'], { isIdempotent: false });
    expect(sent).toMatchObject({ delivered: 1, isHeld: false, lost: ['0 unconfirmed'] });
  });

  it('is not held when half of it was lost', async () => {
    const server = await serverOf(2, { ab: 400, cd: 503 });
    const sent = await sendTo(server, ['abcd']);
    expect(sent).toMatchObject({ delivered: 1, isHeld: false, lost: ['0 rejected'] });
  });
});

describe('a payload in parts', () => {
  /** Large letters may come twice, and go first. */
  const divide = (payload: Uint8Array) => {
    const text = Buffer.from(payload).toString();
    return [text.replace(/[^A-Z]/g, ''), text.replace(/[A-Z]/g, '')]
      .filter((part) => part !== '')
      .map((part) => new Uint8Array(Buffer.from(part)));
  };
  const options = {
    divide,
    isIdempotent: (payload: Uint8Array) => !/[a-z]/.test(String.fromCharCode(...payload)),
  };

  it('is as many requests; what has one part is one', async () => {
    const server = await serverOf(9);
    const sent = await sendTo(server, ['aAbB', 'c', 'D'], options);
    expect(sent).toMatchObject({ delivered: 3, isHeld: false, lost: [], bodies: ['AB', 'ab', 'c', 'D'] });
  });

  it('has each part halved where that is too long', async () => {
    const server = await serverOf(1);
    const sent = await sendTo(server, ['aAbB'], options);
    expect(sent).toMatchObject({ delivered: 1, lost: [], bodies: ['AB', 'A', 'B', 'ab', 'a', 'b'] });
  });

  it('has only that part sent again that may be', async () => {
    const server = await HttpServer.start([500, 204, 500]);
    const sent = await sendTo(server, ['aA'], { ...options, maxRetries: 1 });
    expect(sent).toMatchObject({ delivered: 1, lost: ['0 unconfirmed'], bodies: ['A', 'A', 'a'] });
  });

  it('is held when nothing was taken that may not come twice', async () => {
    const server = await serverOf(9, { a: 503 });
    const sent = await sendTo(server, ['aA'], options);
    expect(sent).toMatchObject({ delivered: 0, isHeld: true, lost: [], bodies: ['A', 'a'] });
  });

  it('is not sent again when something was taken that may not', async () => {
    const server = await serverOf(1, { b: 503 });
    const sent = await sendTo(server, ['aAb'], options);
    expect(sent).toMatchObject({ delivered: 1, isHeld: false, lost: ['0 unconfirmed'] });
  });

  it('is rejected when one part is, after the other was sent', async () => {
    const server = await serverOf(9, { A: 400 });
    const sent = await sendTo(server, ['aA'], options);
    expect(sent).toMatchObject({ delivered: 1, lost: ['0 rejected'], bodies: ['A', 'a'] });
  });
});

describe('what depends on the payload', () => {
  it('is the path of its request', async () => {
    const server = await HttpServer.start();
    await sendTo(server, ['c1', 'v1'], { pathOf: ([first]) => (first === 99 ? '/c' : '/v?x=1') });
    expect(server.requests.map(({ path }) => path)).toEqual(['/c', '/v?x=1']);
  });

  it('is whether it may be sent twice', async () => {
    const server = await HttpServer.start([500, 204, 500, 204]);
    const isIdempotent = ([first]: Uint8Array) => first !== 99;
    const sent = await sendTo(server, ['c1', 'c2', 'v1'], { isIdempotent, maxRetries: 1 });
    expect(sent).toMatchObject({ delivered: 3, lost: ['0 unconfirmed'], bodies: ['c1', 'c2', 'v1', 'v1'] });
  });
});

it('a secret of a body is in no error, though the server repeats it', async () => {
  const server = await HttpServer.start([(response) => response.writeHead(503).end('no hunter2')]);
  const interpret: HttpTransportOptions['interpret'] = ({ body }) => ({ reason: body });
  const errorWith = async (secrets: string[]) => {
    const transport = transportTo(server.url, { maxRetries: 0, secrets, interpret });
    return (await transport.send(batchOf('key=hunter2'), inMillis(5_000))).error!.message;
  };
  expect(await errorWith([])).toContain("answers 503 'no hunter2'");
  expect(await errorWith(['hunter2'])).toContain("answers 503 '***'");
});
