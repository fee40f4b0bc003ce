import { gunzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import {
  type Answer,
  afterwards,
  cleanUp,
  HttpServer,
  type Received,
} from '../../../core/test/http/http-server.ts';
import { TimeLapse } from '../../../core/test/http/time-lapse.ts';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';
import { type Event, eventsOfBody } from './wired.ts';

afterEach(cleanUp);

async function start(answers: readonly Answer[], options: StrideMetricExporterOptions = {}) {
  const server = await HttpServer.start(answers);
  const { logger, messages } = recordingLogger();
  const endpoint = `http://127.0.0.1:${server.port}`;
  const exporter = new StrideMetricExporter({ endpoint, logger, timeoutMillis: 20_000, ...options });
  return { server, exporter, messages };
}

/** A gauge with as many series. */
function gauges(count: number) {
  const points = Array.from({ length: count }, (_, i) => ({ value: i, attributes: { i }, endTime: [5, 0] }));
  return collectionOf([{ name: 'depth', kind: 'gauge', points }]);
}

function eventsIn({ body, headers }: Received): Event[] {
  return eventsOfBody((headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
}

it('sends at most 1000 events a request', async () => {
  const { exporter, server } = await start([200]);
  expect(await exportOf(exporter, gauges(2500))).toEqual({ code: 0 });
  expect(server.requests.map((request) => eventsIn(request).length).sort()).toEqual([1000, 1000, 500]);
  expect(new Set(server.requests.flatMap(eventsIn).map(({ $id }) => $id)).size).toBe(2500);
  expect(exporter.accounting.delivered).toBe(2500);
  await exporter.shutdown();
});

it('compresses unless told not to', async () => {
  for (const gzip of [true, false]) {
    const { exporter, server } = await start([200], { gzip });
    await exportOf(exporter, gauges(100));
    expect(server.requests[0]!.headers['content-encoding']).toBe(gzip ? 'gzip' : undefined);
    expect(eventsIn(server.requests[0]!)).toHaveLength(100);
    await exporter.shutdown();
  }
});

it('sends the same events again, with the same ids, when nobody knows whether they arrived', async () => {
  const lost: Answer = (response) => response.destroy();
  const { exporter, server } = await start([lost, 503, 500, 200]);
  expect(await exportOf(exporter, gauges(3))).toEqual({ code: 0 });
  expect(server.requests).toHaveLength(4);
  const [first, ...again] = server.requests.map(({ body }) => body.toString());
  expect(again).toEqual([first, first, first]);
  expect(exporter.accounting).toMatchObject({ delivered: 3, held: 0, dropped: {} });
  await exporter.shutdown();
});

it.each(['json-array', 'ndjson', 'multi-stream'] as const)(
  'halves a %s body that is too large for the server, until it fits',
  async (body) => {
    const taken: Event[] = [];
    const small: Answer = (response, request) => {
      const events = eventsIn(request);
      if (events.length <= 2) taken.push(...events);
      response.writeHead(events.length <= 2 ? 200 : 413).end();
    };
    const { exporter } = await start([small], { body });
    expect(await exportOf(exporter, gauges(9))).toEqual({ code: 0 });
    expect(taken.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    await exporter.shutdown();
  },
);

it('holds what was refused, in order, and delivers it before the next export', async () => {
  const lapse = await TimeLapse.start();
  afterwards(() => lapse.stop());
  const { exporter, server } = await start([503, 200], { timeoutMillis: 20, clock: lapse.clock });
  expect(await exportOf(exporter, gauges(2))).toEqual({ code: 0 });
  expect(exporter.accounting).toMatchObject({ delivered: 0, held: 2 });
  lapse.clock.advance(60_000);
  await exporter.forceFlush();
  expect(exporter.accounting).toMatchObject({ accepted: 2, delivered: 2, dropped: {} });
  expect(eventsIn(server.requests.at(-1)!)).toHaveLength(2);
  await exporter.shutdown();
});

it('drops and counts what is rejected, and repeats what the server says about it', async () => {
  const reject: Answer = (response) => response.writeHead(400).end('{"message":"no such column"}');
  const { exporter, messages } = await start([reject]);
  expect((await exportOf(exporter, gauges(2))).code).toBe(1);
  expect(exporter.accounting.dropped).toEqual({ rejected: 2 });
  expect(messages.join()).toContain('no such column');
  await exporter.shutdown();
});

it('sends each stream once a request, whatever the order of its metrics', async () => {
  const { exporter, server } = await start([200], { streamPerMetric: true });
  const point = { value: 1 };
  const metrics = ['a.b', 'c', 'a_b'].map((name) => ({ name, kind: 'gauge' as const, points: [point] }));
  await exportOf(exporter, collectionOf(metrics));
  const streams = JSON.parse(server.bodies[0]!) as Record<string, Event[]>;
  expect(Object.entries(streams).map(([name, events]) => [name, events.map((event) => event.name)])).toEqual([
    ['a_b', ['a.b', 'a_b']],
    ['c', ['c']],
  ]);
  await exporter.shutdown();
});

it.each([
  // an export a second: twenty would bring more than this server can take
  {
    taking: 'longer for an answer than an export in an outage has',
    answerMillis: 1500,
    newPoints: 2,
    interval: 1000,
  },
  // one request an export is all that it can take: with new points in each, one would always be held
  { taking: 'most of the time of an export for an answer', answerMillis: 2500, newPoints: 0, interval: 50 },
])(
  'ends an outage though the server that comes back takes $taking',
  async ({ answerMillis, newPoints, interval }) => {
    let isAway = true;
    const answer: Answer = (response) => {
      if (isAway) response.destroy();
      else setTimeout(() => response.writeHead(200).end(), answerMillis);
    };
    const { exporter, server } = await start([answer], { timeoutMillis: 4000 });
    await exportOf(exporter, gauges(2));
    expect(exporter.accounting).toMatchObject({ delivered: 0, held: 2 });
    isAway = false;
    await expect
      .poll(
        async () => {
          await exportOf(exporter, gauges(newPoints));
          return exporter.accounting.held;
        },
        { timeout: 60_000, interval },
      )
      .toBe(0);
    expect(new Set(server.requests.flatMap(eventsIn).map(({ $id }) => $id)).size).toBe(2);
    await exporter.shutdown();
  },
  90_000,
);
