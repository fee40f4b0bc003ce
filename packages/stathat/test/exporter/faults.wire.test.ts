import { createStatHatReceiver, type HttpFault, type StatHatReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JumpClock } from '../../../core/test/http/jump-clock.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { StatHatMetricExporter, type StatHatMetricExporterOptions } from '../../src/index.ts';

const FIRST_SECOND = 1_700_000_000;

let receiver: StatHatReceiver;
let exporter: StatHatMetricExporter;
let messages: string[];
beforeEach(async () => {
  receiver = await createStatHatReceiver();
});
afterEach(async () => {
  await exporter.shutdown();
  await receiver.close();
});

function open(options: StatHatMetricExporterOptions = {}): void {
  const recording = recordingLogger();
  messages = recording.messages;
  exporter = new StatHatMetricExporter({
    endpoint: receiver.endpoints.http,
    ezKey: 'ez-key',
    logger: recording.logger,
    timeoutMillis: 1000,
    ...options,
  });
}

/** One point, of its own minute. */
function exportPoint(kind: Recorded['kind'], minute: number, value = 1) {
  const points = [{ value, endTime: [FIRST_SECOND + 60 * minute, 0] }];
  return exportOf(exporter, collectionOf([{ name: kind, kind, points }]));
}

/** The values that arrived of a kind, by minute. */
function arrived(kind: Recorded['kind']): number[][] {
  const points = receiver.totals.find(kind)?.points ?? [];
  return points.map(({ timestamp, value }) => [(timestamp - FIRST_SECOND) / 60, value]);
}

/** Flushes until so many points are delivered. */
async function delivered(points: number): Promise<void> {
  const flushed = async () => {
    await exporter.forceFlush();
    return exporter.accounting.delivered;
  };
  await expect.poll(flushed, { timeout: 15_000 }).toBe(points);
}

const faults: HttpFault[] = ['reset-before', 'reset-after', 'html', 'truncated-json', 'cut-body'];

describe.each([true, false])('with bulk: %s, when nobody knows what the server took', (bulk) => {
  it.each([...faults, 'hang-before', 'hang-after'] as const)(
    '%s: a count is not sent again',
    async (fault) => {
      open({ bulk, timeoutMillis: 1500 });
      receiver.faults.failNext(1, fault);
      await exportPoint('counter', 0);
      await exportPoint('counter', 1);
      await exporter.forceFlush();
      expect(exporter.accounting).toMatchObject({ accepted: 2, held: 0, dropped: { unconfirmed: 1 } });
      const wasTaken = !['reset-before', 'html', 'hang-before'].includes(fault);
      expect(arrived('counter')).toEqual(wasTaken ? [[0, 1], [1, 1]] : [[1, 1]]); // biome-ignore format: a table
      expect(messages).toContainEqual(
        expect.stringMatching(/^error: .*Data points are lost \(unconfirmed\)$/),
      );
    },
  );

  it.each([...faults, 'hang-before'] as const)('%s: a value is sent again, with its time', async (fault) => {
    open({ bulk, timeoutMillis: 1500 });
    receiver.faults.failNext(1, fault);
    await exportPoint('gauge', 0, 7);
    await delivered(1);
    expect(exporter.accounting).toEqual({ accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} });
    expect(arrived('gauge').at(-1)).toEqual([0, 7]);
  });
});

describe('when the server has taken nothing', () => {
  it.each([429, 503])('%s: all is held, and arrives once, in its minute', async (status) => {
    // a pause that ends after the deadline is not waited for
    const clock = new JumpClock();
    open({ clock, timeoutMillis: 5000 });
    receiver.faults.answerNext(1, { status, retryAfterSeconds: 60 });
    for (const minute of [0, 1]) expect(await exportPoint('counter', minute)).toEqual({ code: 0 });
    expect(exporter.accounting).toMatchObject({ accepted: 2, held: 2 });
    clock.advance(120_000);
    await delivered(2);
    expect(arrived('counter')).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('no server: all is held, and arrives once', async () => {
    open({ timeoutMillis: 5000 });
    await receiver.faults.refuse();
    await exportPoint('counter', 0);
    expect(exporter.accounting).toMatchObject({ accepted: 1, held: 1 });
    await receiver.faults.listenAgain();
    await delivered(1);
    expect(arrived('counter')).toEqual([[0, 1]]);
    expect(messages.at(-1)).toContain('takes data again');
  });
});

describe('what the server says in a 200', () => {
  it('about what it was sent: it is dropped, and the next one is sent', async () => {
    open();
    receiver.faults.answerNext(1, { status: 200, body: { status: 500, msg: 'no stat' } });
    expect(await exportPoint('counter', 0)).toMatchObject({ code: 1 });
    expect(await exportPoint('counter', 1)).toEqual({ code: 0 });
    expect(exporter.accounting).toMatchObject({ delivered: 1, dropped: { rejected: 1 } });
    expect(messages[0]).toMatch(/^error: .*answers 200 'no stat'/);
  });

  it('about the keys: all is held until they are right', async () => {
    open({ ezKey: undefined, userKey: 'wrong', statKeys: { counter: 'KEY' } });
    receiver.faults.answerNext(1, { status: 200, body: { status: 500, msg: 'invalid keys' } });
    expect(await exportPoint('counter', 0)).toEqual({ code: 0 });
    expect(exporter.accounting).toMatchObject({ accepted: 1, held: 1 });
    expect(messages).toEqual([expect.stringMatching(/^warn: .*answers 200 'invalid keys'.*are held/)]);
  });
});

describe('json too long', () => {
  it('is halved until it fits, and each point arrives once', async () => {
    await receiver.close();
    receiver = await createStatHatReceiver({ maxPointsPerRequest: 3 });
    open({ attributes: { include: ['i'] } });
    const points = Array.from({ length: 20 }, (_, i) => ({ value: i + 1, attributes: { i } }));
    const result = await exportOf(exporter, collectionOf([{ name: 'n', kind: 'counter', points }]));
    expect(result).toEqual({ code: 0 });
    expect(exporter.accounting).toMatchObject({ accepted: 20, delivered: 20, dropped: {} });
    const counts = points.map((_, i) => receiver.totals.find(`n i=${i}`));
    expect(counts.map((stat) => [stat?.count, stat?.pointCount])).toEqual(
      points.map(({ value }) => [value, 1]),
    );
  });
});

describe('the way', () => {
  it('of classic keys is /c for counts and /v for values, below the path of the endpoint', async () => {
    open({ userKey: 'user', statKeys: { counter: 'K1', gauge: 'K2' } });
    await exportPoint('counter', 0);
    await exportPoint('gauge', 0);
    await exportPoint('up-down', 0);
    const { classicStats, stats } = receiver.totals;
    expect([...classicStats.values()].map(({ kind, name }) => [name, kind])).toEqual([
      ['K1', 'count'],
      ['K2', 'value'],
    ]);
    expect([...stats.keys()]).toEqual(['up-down']);
    expect(receiver.totals.badRequests).toEqual([]);
  });

  it.each(['2011', '2017', 'ezstat'] as const)('takes the answers of %s', async (dialect) => {
    await receiver.close();
    receiver = await createStatHatReceiver({ dialect });
    open({ dialect: dialect === 'ezstat' ? 'ezstat' : 'stathat' });
    for (const kind of ['counter', 'gauge'] as const) expect(await exportPoint(kind, 0)).toEqual({ code: 0 });
    expect(exporter.accounting).toMatchObject({ delivered: 2, dropped: {} });
    expect(receiver.totals.pointCount).toBe(2);
  });
});

it('shutdown during a hang returns within the deadline', async () => {
  open({ timeoutMillis: 300 });
  receiver.faults.failNext(1, 'hang-before');
  const exported = exportPoint('counter', 0);
  await exporter.shutdown();
  expect((await exported).code).toBe(1);
  expect(exporter.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: { unconfirmed: 1 } });
});
