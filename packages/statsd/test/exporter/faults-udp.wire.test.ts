import { createStatsdReceiver, type StatsdReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectExactly, Service } from './outage.ts';

let receiver: StatsdReceiver;
let service: Service;
beforeEach(async () => {
  receiver = await createStatsdReceiver();
  service = new Service({ endpoint: receiver.endpoints.udp! });
});
afterEach(async () => {
  await service.exporter.shutdown();
  await receiver.close();
});

const down = () =>
  `warn: ${receiver.endpoints.udp} refuses datagrams (ECONNREFUSED); is a server listening? Data points are held and will be sent again`;
const up = () => `info: ${receiver.endpoints.udp} takes data again; what was held has been sent`;

it('while nobody listens all is held, which is said once; when a server appears it gets all of it', async () => {
  await receiver.faults.refuse();
  for (let i = 0; i < 10; i += 1) await service.export();
  expect(service.accounting).toMatchObject({ delivered: 0, accepted: 50 });
  expect(service.messages).toEqual([down()]);

  await receiver.faults.listenAgain();
  await service.exportAll();
  await expectExactly(receiver, service);
  expect(receiver.totals.find('g', 'balance')?.last).toBe(balanceAfter(service.timed / 2));
  expect(service.messages).toEqual([down(), up()]);
});

/** What the up-down counter says after so many exports. */
function balanceAfter(exports: number): number {
  return Array.from({ length: exports }, (_, i) => (i % 2 === 1 ? 50 : -60)).reduce((sum, n) => sum + n, 0);
}

it('a server that goes and comes several times gets everything once, and each outage is said once', async () => {
  for (let outage = 0; outage < 3; outage += 1) {
    for (let i = 0; i < 3; i += 1) await service.export();
    await receiver.faults.refuse();
    for (let i = 0; i < 3; i += 1) await service.export();
    await receiver.faults.listenAgain();
    await service.exportAll();
  }
  await expectExactly(receiver, service);
  expect(service.messages).toEqual([down(), up(), down(), up(), down(), up()]);
});

it('forceFlush sends what is held without another export', async () => {
  await receiver.faults.refuse();
  await service.export();
  await service.exporter.forceFlush();
  expect(service.accounting).toMatchObject({ delivered: 0, held: 5 });
  await receiver.faults.listenAgain();
  await service.exporter.forceFlush();
  expect(service.accounting).toMatchObject({ delivered: 5, held: 0 });
  await expectExactly(receiver, service);
});

it('what is still held at shutdown is lost, counted and said', async () => {
  await receiver.faults.refuse();
  await service.export();
  await service.exporter.shutdown();
  expect(service.accounting).toMatchObject({ accepted: 5, held: 0, inFlight: 0, dropped: { shutdown: 5 } });
  expect(service.messages).toEqual([
    down(),
    `error: ${receiver.endpoints.udp}: 5 data points were still held at shutdown and are lost`,
  ]);
});

it('an export of hundreds of datagrams arrives whole', async () => {
  const large = new Service({ endpoint: receiver.endpoints.udp!, maxPayloadBytes: 256 });
  await large.export(1900);
  expect(large.accounting).toMatchObject({ accepted: 1902, delivered: 1902 });
  await expectExactly(receiver, large);
  expect(receiver.totals.datagramCount).toBeGreaterThan(150);
  await large.exporter.shutdown();
});
