import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStatsdReceiver, type StatsdReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectGarbage } from '../../../core/test/otel/garbage.ts';
import { countedBy, expectExactly, IN_TIME_MILLIS, Service } from './outage.ts';

const TIMEOUT_MILLIS = 400;

describe.each(['tcp', 'unix'] as const)('over %s', (scheme) => {
  let folder: string;
  let receiver: StatsdReceiver;
  let service: Service;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'otelwire-'));
    receiver = await createStatsdReceiver(
      scheme === 'tcp' ? { tcp: true } : { unix: { path: join(folder, 'agent.sock') } },
    );
    service = new Service({ endpoint: receiver.endpoints[scheme]!, timeoutMillis: TIMEOUT_MILLIS });
  });
  afterEach(async () => {
    await service.exporter.shutdown();
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  it.each(['fin', 'reset'] as const)(
    'a peer that ends the connection by %s after each export',
    async (kind) => {
      for (let i = 0; i < 10; i += 1) {
        await service.export();
        receiver.faults.dropConnections(kind);
      }
      await service.exportAll();
      await expectExactly(receiver, service);
      expect(receiver.totals.connectionCount).toBe(11);
      // between exports nothing was written that could be lost
      expect(service.messages).toEqual([]);
    },
  );

  it('a peer that ends the connection as soon as it has read', async () => {
    const dropped = receiver.on('record', () => receiver.faults.dropConnections('fin'));
    for (let i = 0; i < 10; i += 1) await service.export();
    dropped();
    await service.exportAll();
    await expectExactly(receiver, service);
    expect(receiver.totals.connectionCount).toBeGreaterThan(10);
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
    expect(words.length).toBeLessThanOrEqual(8);
    expect(words.at(-1)).toBe('info');
  }, 240_000);

  it('a peer that does not read: exports end in time, memory is bounded, and later it reads everything', async () => {
    const series = 1900;
    const globalTags = { padding: 'x'.repeat(180) };
    const endpoint = receiver.endpoints[scheme]!;
    service = new Service({ endpoint, timeoutMillis: TIMEOUT_MILLIS, globalTags });
    const { clock } = service;
    receiver.faults.stall();
    let longestMillis = 0;
    const exportTimed = async () => {
      const start = clock.monotonicMillis();
      await service.export(series);
      longestMillis = Math.max(longestMillis, clock.monotonicMillis() - start);
    };
    for (let i = 0; i < 200 && service.accounting.held === 0; i += 1) await exportTimed();
    expect(service.accounting.held).toBeGreaterThan(0);
    const before = collectGarbage();
    for (let i = 0; i < 12; i += 1) await exportTimed();
    // 12 exports are 5 MB of lines; held is a sum for each series, which was there before
    expect(collectGarbage() - before).toBeLessThan(2_000_000);
    expect(longestMillis).toBeLessThan(TIMEOUT_MILLIS + 100);
    expect(service.messages).toEqual([
      expect.stringMatching(/^warn: .* does not read \(stalled for \d+ ms\)/),
    ]);

    receiver.faults.resume();
    await service.exportAll();
    await expectExactly(receiver, service);
    expect(service.messages).toHaveLength(2);
    expect(service.messages[1]).toMatch(/^info: .* takes data again/);
  }, 120_000);
});

it('a reset by a peer that has read already is not to be told from one that has not: it is sent twice, never lost', async () => {
  const receiver = await createStatsdReceiver({ tcp: true });
  const service = new Service({ endpoint: receiver.endpoints.tcp!, timeoutMillis: TIMEOUT_MILLIS });
  const settled = receiver.on('record', () => receiver.faults.dropConnections('reset'));
  await service.export();
  settled();
  const readBefore = countedBy(receiver);
  expect(readBefore).toBe(service.counted);
  expect(service.accounting.held).toBe(5);
  await service.exportAll();
  await receiver.waitFor(() => countedBy(receiver) >= service.counted + readBefore, IN_TIME_MILLIS);
  expect(countedBy(receiver)).toBe(service.counted + readBefore);
  await service.exporter.shutdown();
  await receiver.close();
});
