import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { afterPoll } from '../../src/transport/deadline.js';
import { batchOf, inMillis, numberedBatch, sleepMillis } from './batches.js';
import { createStreamBench, listenTo, streamSchemes } from './stream-bench.js';

/** More than a process reads ahead, less than a kernel takes. */
const unread = numberedBatch(1, 150_000);
const large = numberedBatch(1, 1_000_000);

describe.each(streamSchemes)('who listens to a connection over %s', (scheme) => {
  let bench: ReturnType<typeof createStreamBench>;
  beforeEach(() => {
    bench = createStreamBench(scheme);
  });
  afterEach(() => bench.close());

  it('is told once that it ended in order when the peer closes it, and may go on over another', async () => {
    const server = await bench.serve();
    const transport = bench.transportTo(server.port);
    const { told, times } = listenTo(transport);
    expect(await transport.send(batchOf('a\n'), inMillis(5_000))).toEqual({ delivered: 1 });
    server.sockets[0]!.end();
    expect(await times(1)).toEqual(['in-order']);
    expect(await transport.send(batchOf('b\n'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect([server.sockets.length, told]).toEqual([2, ['in-order']]);
    server.sockets[1]!.end();
    expect(await times(2)).toEqual(['in-order', 'in-order']);
  });

  it('is told that it broke when the peer closes it without having read all', async () => {
    const server = await bench.serve({ onConnection: (socket) => socket.pause() });
    const transport = bench.transportTo(server.port);
    const { times } = listenTo(transport);
    expect(await transport.send(unread, inMillis(5_000))).toEqual({ delivered: 1 });
    server.sockets[0]!.destroy();
    expect(await times(1)).toEqual(['broken']);
  });

  it('is told that it broke when it is given up since the peer does not read', async () => {
    const server = await bench.serve({ onConnection: (socket) => socket.pause() });
    const transport = bench.transportTo(server.port, { stallMillis: 200 });
    const { told } = listenTo(transport);
    expect(await transport.send(unread, inMillis(5_000))).toEqual({ delivered: 1 });
    const sends = Array.from({ length: 16 }, () => transport.send(large, inMillis(10_000)));
    const last = (await Promise.all(sends)).at(-1);
    expect([last?.delivered, last?.error?.message]).toEqual([0, expect.stringMatching(/does not read/)]);
    expect(told).toEqual(['broken']);
  });

  it('is told when every batch has its outcome, be it a good one; until then nothing else goes out', async () => {
    const server = await bench.serve();
    const transport = bench.transportTo(server.port, { settleMillis: 200 });
    const events: string[] = [];
    transport.onBroken?.((end) => events.push(end));
    const send = async (text: string) => {
      const { delivered } = await transport.send(batchOf(text), inMillis(5_000));
      events.push(`${delivered} of ${text}`);
    };
    await send('a');
    const read = once(server.sockets[0]!, 'data');
    const sends = [send('b')];
    await read;
    server.sockets[0]!.end();
    await once(server.sockets[0]!, 'finish');
    await new Promise<void>(afterPoll);
    sends.push(send('c'));
    await Promise.all(sends);
    await send('d');
    expect(events).toEqual(['1 of a', '1 of b', 'in-order', '0 of c', '1 of d']);
    expect([server.text(0), server.text(1)]).toEqual(['ab', 'd']);
  });

  // Over TLS and unix sockets a reset after a FIN goes unheard.
  it.runIf(scheme === 'tcp')(
    'is told that it broke when the FIN of the peer is followed by a reset',
    async () => {
      const server = await bench.serve({ onConnection: (socket) => socket.pause() });
      const transport = bench.transportTo(server.port, { settleMillis: 200 });
      const { times } = listenTo(transport);
      for (const isBusy of [true, false]) {
        await transport.send(batchOf('a\n'), inMillis(5_000));
        const socket = server.sockets.at(-1)!;
        const sending = transport.send(unread, inMillis(5_000));
        await (isBusy ? sleepMillis(100) : sending);
        socket.end();
        await once(socket, 'finish');
        await new Promise<void>(afterPoll);
        expect(await sending).toEqual({ delivered: 1 });
        socket.destroy();
        expect((await times(server.sockets.length)).at(-1)).toBe('broken');
      }
      expect(server.sockets).toHaveLength(2);
    },
  );

  it('is told nothing of a connection that has delivered nothing', async () => {
    const server = await bench.serve({
      onConnection: (socket) => socket.once('readable', () => socket.destroy()),
    });
    const transport = bench.transportTo(server.port, { settleMillis: 2_000 });
    const { told } = listenTo(transport);
    expect((await transport.send(unread, inMillis(5_000))).delivered).toBe(0);
    expect(told).toEqual([]);
  });

  it('is told nothing when the transport is closed; what waited then still goes out', async () => {
    const server = await bench.serve({
      onConnection: (socket) => void (server.sockets.length === 1 ? socket.pause() : socket.resume()),
    });
    const transport = bench.transportTo(server.port);
    const { told } = listenTo(transport);
    expect(await transport.send(unread, inMillis(5_000))).toEqual({ delivered: 1 });
    const sends = Array.from({ length: 16 }, () => transport.send(large, inMillis(10_000)));
    const closing = transport.close(inMillis(10_000));
    await new Promise<void>(afterPoll);
    server.sockets[0]!.destroy();
    await closing;
    expect((await Promise.all(sends)).at(-1)).toEqual({ delivered: 1 });
    expect([server.sockets.length, told]).toEqual([2, []]);
  });
});
