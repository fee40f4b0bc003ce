import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGraphiteReceiver, type GraphiteReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectExactly, IN_TIME_MILLIS, Service } from './service.ts';

const ways = ['tcp', 'pickle', 'unix'] as const;

describe.each(ways)('over %s', (way) => {
  let folder: string;
  let receiver: GraphiteReceiver;
  let service: Service;
  const protocol = way === 'pickle' ? 'pickle' : 'plaintext';
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otelwire-'));
    receiver = await createGraphiteReceiver(
      way === 'unix' ? { unix: { path: join(folder, 'carbon.sock') } } : { [way]: true },
    );
    service = new Service({ endpoint: receiver.endpoints[way]!, protocol });
  });
  afterEach(async () => {
    await service.exporter.shutdown();
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  it('all points arrive, and the last ones at shutdown', async () => {
    for (let i = 0; i < 5; i += 1) await service.export();
    void service.export();
    await service.exporter.shutdown();
    await expectExactly(receiver, service);
    expect(receiver.totals).toMatchObject({ connectionCount: 1, badLineCount: 0, duplicateCount: 0 });
    expect(service.messages).toEqual([]);
  });

  it('a server that is away gets what was held with its own seconds, in their order', async () => {
    await receiver.faults.refuse();
    for (let i = 0; i < 5; i += 1) await service.export();
    expect(service.accounting).toMatchObject({ accepted: 20, held: 20 });
    await receiver.faults.listenAgain();
    const seconds: number[] = [];
    receiver.on('record', ({ timestamp }) => seconds.push(timestamp!));
    await service.exportAll();
    await expectExactly(receiver, service);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(receiver.totals).toMatchObject({ badLineCount: 0, duplicateCount: 0 });
    expect(service.messages.map((message) => message.split(':')[0])).toEqual(['warn', 'info']);
  });

  it('a server that ends the connection in order is sent again what it may not have stored', async () => {
    for (let i = 0; i < 5; i += 1) {
      await service.export();
      receiver.faults.dropConnections('fin');
    }
    await service.exportAll();
    await expectExactly(receiver, service);
    expect(receiver.totals.badLineCount).toBe(0);
    // each export of the five was sent at least twice
    expect(receiver.totals.duplicateCount).toBeGreaterThanOrEqual(5 * 7);
    expect(service.messages.filter((message) => message.startsWith('error'))).toEqual([]);
  });

  it('a server that forgets all at a reset has everything in the end', async () => {
    for (let i = 0; i < 5; i += 1) await service.export();
    receiver.faults.dropConnections('reset');
    receiver.reset();
    await service.exportAll();
    await expectExactly(receiver, service);
  });

  it('a server that restarts again and again, with an export each 50 ms', async () => {
    let isOver = false;
    const restarting = (async () => {
      for (let restart = 0; restart < 4; restart += 1) {
        await sleep(110 + 37 * restart);
        await receiver.faults.refuse();
        await sleep(160);
        while (!service.isTold('warn')) await sleep(10);
        await receiver.faults.listenAgain();
      }
      isOver = true;
    })();
    while (!isOver) {
      await service.export();
      await sleep(50);
    }
    await restarting;
    await service.exportAll();
    await expectExactly(receiver, service);
    const words = service.messages.map((message) => message.split(':')[0]);
    expect(words.length).toBeGreaterThan(0);
    expect(words).toEqual(Array.from(words, (_, i) => (i % 2 === 0 ? 'warn' : 'info')));
    expect(words.at(-1)).toBe('info');
  }, 240_000);

  it('a server that does not read gets everything once it does, and no more is held than allowed', async () => {
    const globalTags = { padding: 'x'.repeat(180) };
    const stalled = new Service({ endpoint: receiver.endpoints[way]!, protocol, globalTags });
    receiver.faults.stall();
    for (let i = 0; i < 200 && stalled.accounting.held === 0; i += 1) await stalled.export(1900);
    expect(stalled.accounting.held).toBeGreaterThan(0);
    expect(stalled.messages).toEqual([
      expect.stringMatching(/^warn: .* does not read \(stalled for \d+ ms\)/),
    ]);
    receiver.faults.resume();
    await stalled.exportAll();
    const series = `orders;padding=${globalTags.padding};series=1`;
    const isThere = () => receiver.totals.series.get(series)?.points.size === stalled.exports;
    await receiver.waitFor(isThere, IN_TIME_MILLIS);
    expect(receiver.totals).toMatchObject({ badLineCount: 0, overwriteCount: 0 });
    await stalled.exporter.shutdown();
  }, 120_000);
});

describe('over HTTP', () => {
  let receiver: GraphiteReceiver;
  let service: Service;
  beforeEach(async () => {
    receiver = await createGraphiteReceiver({ http: { authorization: 'Bearer user:key' } });
    service = new Service({ endpoint: receiver.endpoints.http!, apiKey: 'user:key', timeoutMillis: 2000 });
  });
  afterEach(async () => {
    await service.exporter.shutdown();
    await receiver.close();
  });

  it('all points arrive, with the interval, and nothing is sent twice', async () => {
    for (let i = 0; i < 3; i += 1) await service.export();
    await expectExactly(receiver, service);
    expect(receiver.totals).toMatchObject({ badLineCount: 0, duplicateCount: 0, connectionCount: 1 });
    expect(receiver.totals.find('latency.max')?.intervalSeconds).toBe(60);
  });

  it('a server that is too busy gets everything in time', async () => {
    receiver.faults.answerNext(2, { status: 503 });
    await service.export();
    expect(service.accounting.held).toBe(0);
    await expectExactly(receiver, service);
    expect([...receiver.totals.statusCounts]).toEqual([
      [503, 2],
      [200, 1],
    ]);
    expect(service.messages).toEqual([]);
  });

  it('a server that is away gets everything when it is back', async () => {
    const endpoint = receiver.endpoints.http!;
    const impatient = new Service({ endpoint, apiKey: 'user:key', timeoutMillis: 300 });
    await receiver.faults.refuse();
    for (let i = 0; i < 3; i += 1) await impatient.export();
    expect(impatient.accounting).toMatchObject({ accepted: 12, held: 12 });
    await receiver.faults.listenAgain();
    await impatient.exportAll();
    await expectExactly(receiver, impatient);
    expect(impatient.messages.map((message) => message.split(':')[0])).toEqual(['warn', 'info']);
    await impatient.exporter.shutdown();
  });
});

it('datagrams are whole lines that carbon reads', async () => {
  const receiver = await createGraphiteReceiver({ udp: true });
  const service = new Service({ endpoint: receiver.endpoints.udp! });
  for (let i = 0; i < 5; i += 1) await service.export(500);
  await expectExactly(receiver, service);
  expect(receiver.totals.badLineCount).toBe(0);
  expect(receiver.totals.datagramCount).toBeLessThan(5 * 10);
  await service.exporter.shutdown();
  await receiver.close();
});
