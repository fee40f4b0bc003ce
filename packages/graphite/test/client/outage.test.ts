import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { TransportError } from '../../src/client/index.ts';
import { arrivalsOf, firsts, sendPoint, upTo } from './arrivals.ts';
import { graphiteClient, inTime, receiver, socketPath } from './receiver.ts';

describe('points that were sent while the server was away arrive when it is back', () => {
  test.each([
    ['lines over TCP', 'tcp', 'plaintext'],
    ['pickles over TCP', 'pickle', 'pickle'],
  ] as const)(
    'as %s, in order, each once where nothing may be sent again',
    async (_name, place, protocol) => {
      const server = await receiver({ [place]: true });
      const arrivals = arrivalsOf(server);
      const client = graphiteClient({
        endpoint: server.endpoints[place],
        protocol,
        flushIntervalMillis: 5,
        resendWindowMillis: 0,
      });
      for (let i = 0; i < 300; i += 1) {
        sendPoint(client, i);
        if (i === 100) {
          await client.flush();
          await server.faults.refuse();
        }
        if (i === 200) await server.faults.listenAgain();
        await wait(2);
      }
      await server.waitFor(({ pointCount }) => pointCount >= 300, inTime.timeout);
      await client.close();
      expect(arrivals).toEqual(upTo(300));
      expect(client.accounting).toEqual({ accepted: 300, delivered: 300, held: 0, inFlight: 0, dropped: {} });
      expect(server.totals.badLineCount).toBe(0);
    },
  );

  test('over TCP at any moment, though what was sent last comes again', async () => {
    const server = await receiver({ tcp: true });
    const arrivals = arrivalsOf(server);
    const client = graphiteClient({ endpoint: server.endpoints.tcp, flushIntervalMillis: 5 });
    for (let i = 0; i < 300; i += 1) {
      sendPoint(client, i);
      if (i % 100 === 50) {
        await server.faults.refuse();
        await server.faults.listenAgain();
      }
      await wait(2);
    }
    await server.waitFor(() => firsts(arrivals).length === 300, inTime.timeout);
    await client.close();
    expect(client.accounting).toMatchObject({ accepted: 300, delivered: 300, dropped: {} });
    expect([server.totals.overwriteCount, server.totals.badLineCount]).toEqual([0, 0]);
  });

  test('over a unix socket', async () => {
    const path = socketPath();
    const server = await receiver({ unix: { path } });
    const arrivals = arrivalsOf(server);
    const client = graphiteClient({
      endpoint: `unix://${path}`,
      flushIntervalMillis: 5,
      resendWindowMillis: 0,
    });
    for (let i = 0; i < 100; i += 1) {
      sendPoint(client, i);
      if (i === 30) {
        await client.flush();
        await server.faults.refuse();
      }
    }
    await client.flush();
    expect(client.accounting.held).toBeGreaterThan(0);
    await server.faults.listenAgain();
    await server.waitFor(({ pointCount }) => pointCount >= 100, inTime.timeout);
    expect(arrivals).toEqual(upTo(100));
  });

  test('over UDP that refuses, and its coming back is noticed', async () => {
    const server = await receiver({ udp: true });
    const arrivals = arrivalsOf(server);
    const messages: string[] = [];
    const keep = (message: string) => void messages.push(message);
    const errors: unknown[] = [];
    const client = graphiteClient({
      endpoint: server.endpoints.udp,
      flushIntervalMillis: 5,
      logger: { error: keep, warn: keep, info: keep, debug() {} },
      onError: (error) => void errors.push(error),
    });
    sendPoint(client, 0);
    await client.flush();
    await server.faults.refuse();
    for (let i = 1; i < 50; i += 1) sendPoint(client, i);
    await client.flush();
    expect(client.accounting.held).toBeGreaterThan(0);
    await server.faults.listenAgain();
    await server.waitFor(() => firsts(arrivals).length === 50, inTime.timeout);
    await client.flush();
    expect(firsts(arrivals)).toEqual(upTo(50));
    expect(errors).toEqual([expect.any(TransportError)]);
    expect(messages).toEqual([
      expect.stringContaining('refuses datagrams'),
      expect.stringContaining('takes data again'),
    ]);
  });

  test('over HTTP, also when the server is only overloaded', async () => {
    const server = await receiver({ http: true });
    const arrivals = arrivalsOf(server);
    const client = graphiteClient({ endpoint: server.endpoints.http });
    server.faults.answerNext(2, { status: 503 });
    for (let i = 0; i < 100; i += 1) sendPoint(client, i);
    await client.flush();
    await server.faults.refuse();
    for (let i = 100; i < 200; i += 1) sendPoint(client, i);
    await client.flush();
    expect(client.accounting).toMatchObject({ delivered: 100, held: 100 });
    await server.faults.listenAgain();
    await server.waitFor(({ pointCount }) => pointCount >= 200, inTime.timeout);
    expect(firsts(arrivals)).toEqual(upTo(200));
  });
});

describe('a connection that breaks although all was written', () => {
  test.each(['fin', 'reset'] as const)(
    'makes an idle client send the last points again (%s)',
    async (kind) => {
      const server = await receiver({ tcp: true });
      const client = graphiteClient({ endpoint: server.endpoints.tcp, flushIntervalMillis: 5 });
      for (let i = 0; i < 100; i += 1) sendPoint(client, i);
      await client.flush();
      await server.waitFor(({ pointCount }) => pointCount === 100, inTime.timeout);
      server.reset();
      server.faults.dropConnections(kind);
      const totals = await server.waitFor(({ pointCount }) => pointCount === 100, inTime.timeout);
      expect([...totals.find('level', { city: 'Zürich' })!.points.values()]).toEqual(upTo(100));
      await client.flush();
      expect(client.accounting).toMatchObject({ accepted: 100, delivered: 100, held: 0 });
    },
  );
});
