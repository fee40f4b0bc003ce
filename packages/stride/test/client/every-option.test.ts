import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { type Clock, systemClock } from '@otelwire/core';
import { Agent } from 'undici';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { StreamServer } from '../../../core/test/transport/stream-server.ts';
import { strideClientSchema, strideCollectorSchema } from '../../src/client/client-schema.ts';
import { StrideClient, StrideCollector } from '../../src/client/index.ts';
import { API_KEY, inTime, noted, receiver } from './server.ts';

const pem = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Options with one more: in code, or in its variable. */
type Give = (name: string, value: unknown, text?: string) => Readonly<Record<string, unknown>>;
/** Sends an event with these options. What went wrong, or `taken`. */
type Send = (options: object, event?: object) => Promise<string>;
type Check = (give: Give, send: Send) => Promise<void>;

async function sendByClient(options: object, event: object = { n: 1 }): Promise<string> {
  await using client = new StrideClient({ apiKey: API_KEY, ...options });
  return await client.post('/collect/a', event).then(
    ({ statusCode }) => (statusCode < 300 ? 'taken' : String(statusCode)),
    (error: Error) => error.message,
  );
}

async function sendByCollector(options: object, event: object = { n: 1 }): Promise<string> {
  const { lines, logger } = noted();
  const collector = new StrideCollector({ apiKey: API_KEY, timeoutMillis: 20_000, logger, ...options });
  collector.start();
  collector.collect('a', event);
  await collector.flush();
  const isTaken = collector.accounting.delivered === 1;
  await collector.stop({ timeoutMillis: 0 });
  return isTaken ? 'taken' : lines.join('\n');
}

/** A collector that is started, and stopped after the test. */
function collecting(options: object): StrideCollector {
  const collector = new StrideCollector({ apiKey: API_KEY, ...options });
  collector.start();
  afterwards(() => collector.stop({ timeoutMillis: 0 }));
  return collector;
}

const longEvent = { text: 'x'.repeat(2_000) };

const shared: Record<string, Check> = {
  async apiKey(give, send) {
    const stride = await receiver({ secretKeys: ['other'] });
    const endpoint = stride.endpoints.http;
    expect(await send({ endpoint })).toContain('401');
    expect(await send({ endpoint, apiKey: undefined, ...give('apiKey', 'other') })).toBe('taken');
  },

  async endpoint(give, send) {
    const stride = await receiver();
    await expect(send({})).rejects.toThrow('endpoint');
    expect(await send(give('endpoint', stride.endpoints.http))).toBe('taken');
    expect(stride.totals.find('a')!.events).toEqual([{ n: 1 }]);
  },

  async headers(give, send) {
    const stride = await receiver();
    await send({
      endpoint: stride.endpoints.http,
      ...give('headers', { 'X-Team': 'a, b' }, 'x-team=a%2C%20b'),
    });
    expect(stride.totals.requests.kept[0]!.headers).toMatchObject({ 'x-team': 'a, b' });
  },

  async gzip(give, send) {
    const stride = await receiver();
    const endpoint = stride.endpoints.http;
    await send({ endpoint }, longEvent);
    await send({ endpoint, ...give('gzip', false) }, longEvent);
    const encodings = stride.totals.requests.kept.map(({ headers }) => headers['content-encoding']);
    expect(encodings).toEqual(['gzip', undefined]);
  },

  async dispatcher(give, send) {
    const stride = await receiver();
    const agent = new Agent();
    afterwards(() => agent.close());
    const seen: unknown[] = [];
    const dispatcher = {
      request(options: object) {
        seen.push(options);
        return agent.request(options as never);
      },
    };
    expect(await send({ endpoint: stride.endpoints.http, ...give('dispatcher', dispatcher) })).toBe('taken');
    expect([seen.length, agent.destroyed]).toEqual([1, false]);
  },

  async tls(give, send) {
    const identity = { cert: pem('tls-server.pem'), key: pem('tls-server-key.pem') };
    const ca = pem('tls-authority.pem');
    const mutual = { ...identity, ca, requestCert: true, rejectUnauthorized: true };
    const server = await HttpServer.start([200], mutual);
    const endpoint = server.url.origin;
    expect(await send({ endpoint })).toContain('not trusted');
    expect(await send({ endpoint, ...give('tls', { ca }) })).not.toBe('taken');
    expect(server.requests).toEqual([]);
    expect(await send({ endpoint, ...give('tls', { ca, ...identity }) })).toBe('taken');
  },

  async clock(give, send) {
    const stride = await receiver();
    const monotonicMillis = vi.fn(systemClock.monotonicMillis);
    const setTimer = vi.fn(systemClock.setTimer);
    const clock: Clock = { ...systemClock, monotonicMillis, setTimer };
    await send({ endpoint: stride.endpoints.http, ...give('clock', clock) });
    expect(setTimer).toHaveBeenCalled();
  },
};

/** Takes connections, and says nothing that belongs to TLS. */
async function silentServer() {
  const server = await StreamServer.start();
  afterwards(() => server.stop());
  return { endpoint: `https://127.0.0.1:${server.port}`, sockets: server.sockets };
}

const ofClient: Record<string, Check> = {
  async connectTimeoutMillis(give, send) {
    const { endpoint } = await silentServer();
    const said = await send({ endpoint, ...give('connectTimeoutMillis', 20) });
    expect(said).toContain('does not answer (UND_ERR_CONNECT_TIMEOUT)');
  },

  async timeoutMillis(give) {
    const stride = await receiver();
    stride.faults.failNext(2, 'hang-before');
    const options = { apiKey: API_KEY, endpoint: stride.endpoints.http };
    await using patient = new StrideClient(options);
    const waiting = patient.get('/collect').catch((error: Error) => error.message);
    await using hasty = new StrideClient({ ...options, ...give('timeoutMillis', 50) });
    await expect(hasty.get('/collect')).rejects.toThrow('did not answer within 50 ms');
    await patient.close();
    expect(await waiting).toBe('the client is closed');
  },
};

const ofCollector: Record<string, Check> = {
  async connectTimeoutMillis(give) {
    const [slow, fast] = [await silentServer(), await silentServer()];
    const patient = collecting({ endpoint: slow.endpoint, connectTimeoutMillis: 60_000 });
    const hasty = collecting({ endpoint: fast.endpoint, ...give('connectTimeoutMillis', 20) });
    for (const collector of [patient, hasty]) collector.collect('a', { n: 1 });
    await expect.poll(() => fast.sockets.length, inTime).toBeGreaterThan(1);
    await expect.poll(() => slow.sockets.length, inTime).toBe(1);
  },

  async batchSize(give) {
    const stride = await receiver();
    const later = { endpoint: stride.endpoints.http, flushIntervalMillis: 60_000 };
    const collector = collecting({ ...later, ...give('batchSize', 2) });
    collector.collect('a', [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    await stride.waitFor(({ eventCount }) => eventCount === 4, inTime.timeout);
    expect(stride.totals.requestCount).toBe(2);
  },

  async timestamps(give, send) {
    const stride = await receiver();
    await send({ endpoint: stride.endpoints.http });
    await send({ endpoint: stride.endpoints.http, ...give('timestamps', true) });
    expect(stride.totals.find('a')!.events).toEqual([{ n: 1 }, { n: 1, $timestamp: expect.any(String) }]);
  },

  async maxBacklogBytes(give) {
    const stride = await receiver();
    stride.faults.answerNext(1_000, { status: 401 });
    const collector = collecting({ endpoint: stride.endpoints.http, ...give('maxBacklogBytes', 0) });
    collector.collect('a', { n: 1 });
    await collector.flush();
    expect(collector.accounting).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
  },

  async maxBacklogAgeMillis(give) {
    const stride = await receiver();
    stride.faults.answerNext(1_000, { status: 401 });
    let passedMillis = 0;
    const monotonicMillis = () => systemClock.monotonicMillis() + passedMillis;
    const options = { endpoint: stride.endpoints.http, clock: { ...systemClock, monotonicMillis } };
    const patient = collecting(options);
    const hasty = collecting({ ...options, ...give('maxBacklogAgeMillis', 60_000) });
    for (const collector of [patient, hasty]) {
      collector.collect('a', { n: 1 });
      await collector.flush();
    }
    passedMillis = 120_000;
    for (const collector of [patient, hasty]) await collector.flush();
    expect(patient.accounting).toMatchObject({ held: 1, dropped: {} });
    expect(hasty.accounting).toMatchObject({ held: 0, dropped: { too_old: 1 } });
  },

  async logger(give) {
    const stride = await receiver();
    stride.faults.answerNext(1, { status: 401 });
    const { lines, logger } = noted();
    const collector = collecting({ endpoint: stride.endpoints.http, ...give('logger', logger) });
    collector.collect('a', { n: 1 });
    await collector.flush();
    expect(lines).toEqual([expect.stringContaining('is the key right?')]);
  },

  async onError(give) {
    const stride = await receiver();
    stride.faults.answerNext(1, { status: 401 });
    const errors: Error[] = [];
    const onError = (error: Error) => void errors.push(error);
    const collector = collecting({ endpoint: stride.endpoints.http, ...give('onError', onError) });
    collector.collect('a', { n: 1 });
    await collector.flush();
    expect(errors.map(({ name }) => name)).toEqual(['TransportError']);
  },

  async flushIntervalMillis(give) {
    const stride = await receiver();
    const options = { endpoint: stride.endpoints.http, flushIntervalMillis: 60_000 };
    collecting(options).collect('later', { n: 1 });
    const interval = give('flushIntervalMillis', 1);
    collecting({ endpoint: stride.endpoints.http, ...interval }).collect('soon', { n: 1 });
    await stride.waitFor(({ eventCount }) => eventCount > 0, inTime.timeout);
    expect([...stride.totals.streams.keys()]).toEqual(['soon']);
  },

  async timeoutMillis(give) {
    const stride = await receiver();
    stride.faults.failNext(1_000, 'hang-before');
    const [slow, fast] = [noted(), noted()];
    const options = { endpoint: stride.endpoints.http };
    const patient = collecting({ ...options, logger: slow.logger, timeoutMillis: 60_000 });
    const hasty = collecting({ ...options, logger: fast.logger, ...give('timeoutMillis', 50) });
    for (const collector of [patient, hasty]) collector.collect('a', StrideCollector.setId({}, 1));
    void patient.flush();
    await hasty.flush();
    await expect.poll(() => fast.lines.join(), inTime).toContain('deadline');
    expect(slow.lines).toEqual([]);
  },

  async closeTimeoutMillis(give) {
    let hangs = true;
    const unanswered: ServerResponse[] = [];
    const server = await HttpServer.start([
      (response) => (hangs ? void unanswered.push(response) : void response.end()),
    ]);
    const options = { endpoint: server.url.origin, timeoutMillis: 60_000 };
    const patient = collecting({ ...options, closeTimeoutMillis: 60_000 });
    const hasty = collecting({ ...options, ...give('closeTimeoutMillis', 50) });
    for (const collector of [patient, hasty]) collector.collect('a', StrideCollector.setId({}, 1));
    const stopped = patient.stop();
    await hasty.stop();
    expect(hasty.accounting.dropped).toEqual({ shutdown: 1 });
    expect(patient.accounting).toMatchObject({ inFlight: 1, dropped: {} });
    hangs = false;
    for (const response of unanswered) response.end();
    await stopped;
    expect(patient.accounting).toMatchObject({ delivered: 1 });
  },
};

const subjects = {
  StrideClient: { schema: strideClientSchema, send: sendByClient, checks: { ...shared, ...ofClient } },
  StrideCollector: {
    schema: strideCollectorSchema,
    send: sendByCollector,
    checks: { ...shared, ...ofCollector },
  },
};

describe.each(Object.entries(subjects))('%s', (_name, { checks, schema, send }) => {
  const variableOf = (name: string) => (schema as Record<string, { readonly env?: string }>)[name]?.env;

  it.each(Object.entries(checks))('%s has its effect', (_option, check) =>
    check((name, value) => ({ [name]: value }), send),
  );

  it.each(Object.entries(checks).filter(([option]) => variableOf(option) !== undefined))(
    '%s has its effect in a variable',
    (_option, check) =>
      check((name, value, text = String(value)) => {
        vi.stubEnv(`OTELWIRE_STRIDE_${variableOf(name)}`, text);
        return {};
      }, send),
  );

  it('no option is missing here', () => {
    expect(Object.keys(checks).sort()).toEqual(Object.keys(schema).sort());
  });
});

describe('what cannot be used', () => {
  it('is named in one error, all of it', () => {
    const options = { endpoint: 'udp://x', timeoutMillis: 0, gzip: 'yes', headers: { te: 'x' }, key: 'k' };
    for (const open of [
      () => new StrideClient(options as never),
      () => new StrideCollector({ ...options, timeoutMillis: -1 } as never),
    ]) {
      for (const name of ['apiKey', 'endpoint', 'timeoutMillis', 'gzip', 'headers', "'key'"]) {
        expect(open).toThrow(name);
      }
    }
  });

  it('in a variable is said to the logger, and passed over', () => {
    const { lines, logger } = noted();
    vi.stubEnv('OTELWIRE_STRIDE_BATCH_SIZE', 'many');
    new StrideCollector({ apiKey: API_KEY, endpoint: 'http://127.0.0.1:1', logger });
    expect(lines).toEqual([expect.stringContaining("OTELWIRE_STRIDE_BATCH_SIZE is invalid: 'many'")]);
  });
});
