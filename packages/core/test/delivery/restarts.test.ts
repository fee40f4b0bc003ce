import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createTcpTransport } from '../../src/transport/tcp.js';
import type { ConnectionEnd, Transport } from '../../src/transport/transport.js';
import { inMillis } from '../transport/batches.js';
import { ForgetfulServer } from './forgetful-server.js';
import { createTimedBench } from './timed-bench.js';

/** How long the server keeps in memory what it has read: far less than is sent again. */
const STORE_MILLIS = 300;
const WINDOW_MILLIS = 10_000;
/** A payload each: three exports are more than a process reads ahead, and less than a kernel takes. */
const LINES_OF_AN_EXPORT = 100;
const LINE_BYTES = 500;

/** Hears what the delivery hears. */
function eavesdrop(transport: Transport): ConnectionEnd[] {
  const told: ConnectionEnd[] = [];
  const listen = transport.onBroken!.bind(transport);
  transport.onBroken = (listener) =>
    listen((end) => {
      told.push(end);
      listener(end);
    });
  return told;
}

function openApplication(port: number) {
  const transport = createTcpTransport({ host: '127.0.0.1', port, clock: systemClock });
  const told = eavesdrop(transport);
  const resendWindowMillis = WINDOW_MILLIS;
  const bench = createTimedBench({ clock: systemClock, transport, resendWindowMillis });
  let written = 0;
  return {
    told,
    delivery: bench.delivery,
    written: () => written,
    /** One export after another; none waits for long to hear what became of it. */
    async export(count: number) {
      for (let i = 0; i < count; i += 1) {
        const texts = Array.from({ length: LINES_OF_AN_EXPORT }, () => `${written++}`.padEnd(LINE_BYTES));
        await bench.send(...texts);
        await bench.delivery.settle(inMillis(30));
      }
    },
    /** Sends until everything is delivered. */
    async flush() {
      do await bench.send();
      while (!(await bench.delivery.flush(inMillis(5_000))));
    },
  };
}

describe('a server that acknowledges nothing and is killed again and again', () => {
  let server: ForgetfulServer;
  beforeEach(async () => {
    server = new ForgetfulServer(STORE_MILLIS);
    await server.start();
  });
  afterEach(() => server.remove());

  it('has stored every point in the end, none for good after one that was made later', async () => {
    const application = openApplication(server.port);
    for (let round = 0; round < 6; round += 1) {
      await application.export(3);
      await application.flush();
      await server.hasRead(application.written() - 1);
      if (round % 2 === 1) {
        await server.stopReading();
        await application.export(3);
      }
      await server.kill();
      await application.export(2);
      await server.start();
    }
    await application.flush();
    expect(application.told).toEqual(expect.arrayContaining(['in-order', 'broken']));
    const numbers = Array.from({ length: application.written() }, (_, number) => number);
    await vi.waitFor(() => expect(new Set(server.stored)).toEqual(new Set(numbers)), 10_000);
    const places = new Map(server.stored.map((number, place) => [number, place]));
    const lastPlaces = numbers.map((number) => places.get(number) as number);
    expect(lastPlaces).toEqual(lastPlaces.toSorted((a, b) => a - b));
    expect(application.delivery.accounting).toEqual({
      accepted: application.written(),
      delivered: application.written(),
      held: 0,
      inFlight: 0,
      dropped: {},
    });
    await application.delivery.close(inMillis(1_000));
  });
});
