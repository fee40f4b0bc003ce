import { describe, expect, it } from 'vitest';
import { Connection } from '../../src/client/connection.js';
import { ShutdownError, TransportError } from '../../src/errors.js';
import { createClientBench } from './client-bench.js';

function open() {
  const clientBench = createClientBench();
  const { bench, outlet } = clientBench;
  const { clock, delivery, transport } = bench;
  const connection = new Connection({
    subject: 'Client',
    delivery,
    transport,
    outlet,
    clock,
    connectTimeoutMillis: 5_000,
    timeoutMillis: 10_000,
    closeTimeoutMillis: 5_000,
  });
  return { ...clientBench, connection };
}

describe('a connection', () => {
  it('is there when a send of nothing gets through by the deadline', async () => {
    const { bench, connection } = open();
    const seen: unknown[] = [];
    bench.transport.failNext(({ ends, buffer }, deadline) => {
      seen.push(buffer.length, deadline - bench.clock.monotonicMillis());
      return { delivered: ends.length };
    });
    await connection.connect();
    expect(seen).toEqual([0, 5_000]);
  });

  it('says what the transport says when it is not', async () => {
    const { bench, connection } = open();
    bench.transport.failNext();
    await expect(connection.connect()).rejects.toThrow(TransportError);
  });

  it('sends what was written when it is flushed', async () => {
    const { bench, connection, record } = open();
    record('a');
    await connection.flush();
    expect([bench.delivered, connection.accounting.delivered]).toEqual([['a'], 1]);
  });

  it('sends what was written when it is closed, once', async () => {
    const { bench, connection, record } = open();
    record('a');
    const closing = connection.close();
    expect(connection.close({ timeoutMillis: 1 })).toBe(closing);
    await closing;
    expect([bench.delivered, bench.transport.isClosed]).toEqual([['a'], true]);
    await connection.flush();
    await expect(connection.connect()).rejects.toThrow(ShutdownError);
  });

  it('waits for an answer no longer than close was told to', async () => {
    const { bench, connection, record } = open();
    bench.transport.respondWith(() => new Promise(() => {}));
    record('a');
    const before = bench.clock.monotonicMillis();
    await bench.outlast(connection.close({ timeoutMillis: 2_000 }));
    expect(bench.clock.monotonicMillis() - before).toBeLessThanOrEqual(4_000);
    expect(connection.accounting).toMatchObject({ delivered: 0, inFlight: 1 });
  });
});
