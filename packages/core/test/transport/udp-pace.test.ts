import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createUdpTransport } from '../../src/transport/udp.js';
import { inMillis, numberedBatch, sleepMillis } from './batches.js';

describe('a large batch of datagrams', () => {
  let receiver: ChildProcess;
  let port: number;

  beforeAll(async () => {
    receiver = fork(fileURLToPath(new URL('fixtures/udp-receiver.mjs', import.meta.url)));
    const [message] = (await once(receiver, 'message')) as [{ port: number }];
    port = message.port;
  });
  afterAll(() => receiver.disconnect());

  async function received(): Promise<number> {
    receiver.send('count');
    const [message] = (await once(receiver, 'message')) as [{ received: number }];
    return message.received;
  }

  // Sent at once, half of them are lost. Now and then another process takes the receiver's core away: hence the median.
  it.each([
    [2_500, 1_432],
    [400, 8_192],
  ])('arrives: %i of %i bytes', { retry: 2 }, async (count, bytes) => {
    const transport = createUdpTransport({ host: '127.0.0.1', port, clock: systemClock });
    const arrived: number[] = [];
    for (let round = 0; round < 7; round++) {
      const before = await received();
      expect(await transport.send(numberedBatch(count, bytes), inMillis(10_000))).toEqual({
        delivered: count,
      });
      await sleepMillis(50);
      arrived.push((await received()) - before);
    }
    const median = arrived.sort((one, other) => one - other)[3];
    expect(median, `arrived: ${arrived}`).toBeGreaterThanOrEqual(count * 0.995);
    await transport.close(inMillis(100));
  });
});
