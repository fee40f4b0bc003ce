import { expect, it } from 'vitest';
import { Outlet } from '../../src/client/outlet.js';
import { Backlog } from '../../src/delivery/backlog.js';
import { Delivery } from '../../src/delivery/delivery.js';
import { silentLogger } from '../../src/logger.js';
import { Packer } from '../../src/payload/packer.js';
import { createMemoryTransport } from '../../src/transport/memory.js';
import { writeLine } from '../delivery/line-holding.js';
import { allTurns } from '../delivery/workbench.js';
import { FakeClock } from '../transport/fake-clock.js';
import { FLUSH_INTERVAL_MILLIS } from './client-bench.js';

/** A client of a backend whose points carry their time: a second time says the same. */
function openTimed() {
  const clock = new FakeClock();
  const transport = createMemoryTransport();
  const packer = new Packer({ maxPayloadBytes: 512, clock });
  const delivery = new Delivery({
    transport,
    packer,
    holding: new Backlog({ clock, maxBytes: 1e6, maxAgeMillis: 600_000, resendWindowMillis: 10_000 }),
    clock,
    logger: silentLogger,
    onRecalled: () => outlet.resume(),
  });
  const outlet = new Outlet({
    subject: 'Client',
    delivery,
    clock,
    flushIntervalMillis: FLUSH_INTERVAL_MILLIS,
    timeoutMillis: 10_000,
    logger: silentLogger,
    onLost() {},
  });
  return { clock, transport, packer, delivery, outlet };
}

it('sends again by itself what was delivered on a connection that broke afterwards', async () => {
  const { clock, transport, packer, delivery, outlet } = openTimed();
  delivery.accept(1);
  writeLine(packer, 'a 1 1700000000');
  packer.endPoint();
  outlet.wrote();
  await outlet.flush();
  expect(delivery.accounting).toMatchObject({ delivered: 1, held: 0 });
  transport.breakConnection('broken');
  expect(delivery.accounting).toMatchObject({ delivered: 0, held: 1 });
  clock.advance(FLUSH_INTERVAL_MILLIS);
  await allTurns();
  expect(transport.text).toBe('a 1 1700000000\n'.repeat(2));
  expect(delivery.accounting).toEqual({ accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} });
});
