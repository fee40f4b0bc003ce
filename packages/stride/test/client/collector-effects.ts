import type { ServerResponse } from 'node:http';
import { systemClock } from '@otelwire/core';
import { expect } from 'vitest';
import { afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { StrideCollector } from '../../src/client/index.ts';
import { API_KEY, inTime, noted, receiver } from './server.ts';
import { type Check, silentServer } from './shared-effects.ts';

/** A collector that is started, and stopped after the test. */
function collecting(options: object): StrideCollector {
  const collector = new StrideCollector({ apiKey: API_KEY, ...options });
  collector.start();
  afterwards(() => collector.stop({ timeoutMillis: 0 }));
  return collector;
}

/** Of the options that only a collector has. */
export const ofCollector: Record<string, Check> = {
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
