import { afterEach, describe, expect, it } from 'vitest';
import type { HttpTransportOptions } from '../../src/http/http-options.js';
import { type VerdictKind, verdictOfStatus } from '../../src/http/verdict.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { type Answer, cleanUp, HttpServer, transportTo } from './http-server.js';

afterEach(cleanUp);

/** Sends two payloads to a server that answers so, without retries. */
async function sendTo(answers: readonly Answer[], options: Partial<HttpTransportOptions> = {}) {
  const server = await HttpServer.start(answers);
  const transport = transportTo(server.url, { maxRetries: 0, ...options });
  const { delivered, error, lost } = await transport.send(batchOf('one', 'two'), inMillis(5_000));
  const without = (message: string) => message.replace(transport.description, 'it');
  return {
    delivered,
    error: error && without(error.message),
    isRetryable: error?.retryable,
    lost: lost?.map(({ payload, reason, error }) => `${payload} ${reason}: ${without(error.message)}`),
    bodies: server.bodies,
  };
}

describe('what a status means', () => {
  it.each<[VerdictKind, readonly number[]]>([
    ['delivered', [200, 201, 202, 204, 207]],
    ['rejected', [400, 409, 422]],
    ['oversized', [413]],
    ['busy', [408, 425, 429, 503]],
    ['unconfirmed', [500, 502, 504, 507, 520]],
    ['refused', [300, 301, 302, 304, 307, 308, 401, 402, 403, 404, 405, 407, 410, 415, 451, 501, 505]],
  ])('%s: %s', (kind, statuses) => {
    for (const status of statuses) expect([status, verdictOfStatus(status)]).toEqual([status, kind]);
  });
});

describe('an answer', () => {
  it.each([
    [400, 'the data is not what it expects; is the path of the URL right?'],
    [413, 'the payload is too large for it; lower the payload limit'],
  ])('%s refuses a payload, and the next one is sent nevertheless', async (status, why) => {
    expect(await sendTo([status, 204])).toEqual({
      delivered: 2,
      error: undefined,
      isRetryable: undefined,
      lost: [`0 rejected: it answers ${status}: ${why}`],
      bodies: ['one', 'two'],
    });
  });

  it('422 refuses without any explanation of ours', async () => {
    expect((await sendTo([204, 422])).lost).toEqual(['1 rejected: it answers 422']);
  });

  it.each([
    [408, 'it answers 408: the request took too long to arrive'],
    [429, 'it answers 429: too many requests'],
    [500, 'it answers 500'],
    [502, 'it answers 502: the server behind it fails'],
    [503, 'it answers 503: it is overloaded, or down for maintenance'],
    [504, 'it answers 504: the server behind it does not answer'],
  ])('%s leaves the rest of the batch to be sent again', async (status, error) => {
    expect(await sendTo([204, status])).toEqual({
      delivered: 1,
      error,
      isRetryable: true,
      lost: undefined,
      bodies: ['one', 'two'],
    });
  });

  it.each([
    '<!DOCTYPE html><html><body>Sign in</body></html>',
    '\r\n<html lang="en">',
    '<?xml version="1.0"?>\n<!doctype HTML PUBLIC "x">',
  ])('with a page for people is no success: %j', async (page) => {
    const portal: Answer = (response) => response.end(page);
    const error = 'it answers 200: a page of HTML; does the URL lead to the server, and not to a portal?';
    expect(await sendTo([portal, 204])).toMatchObject({ delivered: 0, error, isRetryable: true });
    expect(await sendTo([portal, 204], { isIdempotent: false })).toMatchObject({
      delivered: 2,
      lost: [`0 unconfirmed: ${error}`],
    });
  });

  it.each(['', 'ok', '{"html":1}', '<ok/>', '<htmlx>', 'text with <html>'])(
    'of 200 with any other body is a success: %j',
    async (body) => {
      const answer: Answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body);
      expect(await sendTo([answer])).toMatchObject({ delivered: 2, lost: undefined });
    },
  );

  it.each([
    [401, 'it answers 401: is the key right?'],
    [402, 'it answers 402: is the account paid for, and its quota not used up?'],
    [403, 'it answers 403: may this key write there?'],
    [404, 'it answers 404: is the path of the URL right?'],
  ])('%s is not tried again with the next payload, and all is held', async (status, error) => {
    expect(await sendTo([status], { maxRetries: 3 })).toEqual({
      delivered: 0,
      error,
      isRetryable: true,
      lost: undefined,
      bodies: ['one'],
    });
  });

  it('that redirects says where to, without what may be a key, and nobody goes there', async () => {
    const location = 'https://other.example/v2/metrics/AbC123?key=secret';
    const redirect: Answer = (response) => response.writeHead(308, { location }).end();
    expect(await sendTo([redirect])).toMatchObject({
      delivered: 0,
      error:
        'it answers 308: redirects are not followed; this one leads to https://other.example/v2/metrics/***',
      isRetryable: true,
      bodies: ['one'],
    });
    const nowhere: Answer = (response) => response.writeHead(302, { location: 'http://[' }).end();
    expect((await sendTo([nowhere])).error).toBe('it answers 302: redirects are not followed');
  });

  it('500 to what must not be sent twice is lost, with a reason of its own, and the next payload is sent', async () => {
    expect(await sendTo([500, 204], { isIdempotent: false, maxRetries: 3 })).toMatchObject({
      delivered: 2,
      lost: ['0 unconfirmed: it answers 500'],
      bodies: ['one', 'two'],
    });
  });

  it('503 to what must not be sent twice is sent again, since it was not processed', async () => {
    expect(await sendTo([503, 204], { isIdempotent: false, maxRetries: 3 })).toMatchObject({
      delivered: 2,
      lost: undefined,
      bodies: ['one', 'one', 'two'],
    });
  });
});

describe('a backend that interprets answers', () => {
  const json =
    (status: number, body: unknown): Answer =>
    (response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const interpret: HttpTransportOptions['interpret'] = ({ status, body, isComplete }) => {
    const { kind, msg } = body === '' || !isComplete ? {} : JSON.parse(body);
    return status === 200 ? { kind: kind ?? 'delivered', reason: msg } : undefined;
  };

  it('finds the error inside a 200', async () => {
    const answers = [json(200, { kind: 'rejected', msg: 'no stat' }), json(200, { msg: 'ok' })];
    expect(await sendTo(answers, { interpret })).toMatchObject({
      delivered: 2,
      lost: ["0 rejected: it answers 200 'no stat'"],
    });
    expect(await sendTo([json(200, { kind: 'refused', msg: 'invalid keys' })], { interpret })).toMatchObject({
      delivered: 0,
      error: "it answers 200 'invalid keys'",
      bodies: ['one'],
    });
  });

  it('leaves the others to their status', async () => {
    expect(await sendTo([204, 503], { interpret })).toMatchObject({ delivered: 1, isRetryable: true });
  });

  it('may give a reason alone', async () => {
    const answers = [json(400, { msg: 'bad name' }), 204];
    const reasonOnly: typeof interpret = ({ body }) => (body === '' ? {} : { reason: JSON.parse(body).msg });
    expect(await sendTo(answers, { interpret: reasonOnly })).toMatchObject({
      delivered: 2,
      lost: [expect.stringMatching(/^0 rejected: it answers 400 'bad name': the data is not/)],
    });
  });

  it('shows a reason on one line, without what could forge one', async () => {
    const answers = [json(200, { kind: 'rejected', msg: 'a\nb' }), 204];
    expect((await sendTo(answers, { interpret })).lost).toEqual(["0 rejected: it answers 200 'a\\u000ab'"]);
  });

  it('does no harm by throwing: nobody knows then what the answer meant', async () => {
    const text: Answer = (response) => response.writeHead(200).end('no JSON');
    expect(await sendTo([text, 204], { interpret, isIdempotent: false })).toMatchObject({
      delivered: 2,
      lost: [expect.stringMatching(/^0 unconfirmed: it failed \(SyntaxError\): /)],
    });
  });
});
