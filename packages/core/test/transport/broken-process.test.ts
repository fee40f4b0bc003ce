import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchOf, blockEventLoop, inMillis, numberedBatch } from './batches.js';
import { createStreamBench, listenTo, streamSchemes } from './stream-bench.js';

async function start(name: string, options: object) {
  const child = fork(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), [JSON.stringify(options)]);
  let bytes = 0;
  child.on('message', (message: { bytes?: number }) => {
    bytes = message.bytes ?? bytes;
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const hasRead = async (count: number) => {
    while (bytes < count) await once(child, 'message');
  };
  return { child, port, hasRead };
}

describe.each(streamSchemes)('the process of a server over %s that is killed', (scheme) => {
  let bench: ReturnType<typeof createStreamBench>;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    bench = createStreamBench(scheme);
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await bench.close();
  });

  it('ends the connection in order when it had read everything', async () => {
    const started = await start('stream-server.mjs', bench.where);
    child = started.child;
    const transport = bench.transportTo(started.port);
    const { times } = listenTo(transport);
    const batch = numberedBatch(100, 1_000);
    expect(await transport.send(batch, inMillis(5_000))).toEqual({ delivered: 100 });
    await started.hasRead(100_000);
    child.kill('SIGKILL');
    expect(await times(1)).toEqual(['in-order']);
  });

  it('breaks it when there was something left to read', async () => {
    const started = await start('stream-server.mjs', { ...bench.where, isReading: false });
    child = started.child;
    const transport = bench.transportTo(started.port);
    const { times } = listenTo(transport);
    expect(await transport.send(numberedBatch(1, 150_000), inMillis(5_000))).toEqual({ delivered: 1 });
    child.kill('SIGKILL');
    expect(await times(1)).toEqual(['broken']);
  });
});

describe('a send over TCP that comes after the FIN of the peer', () => {
  const afterFin = async (isListening: boolean) => {
    const bench = createStreamBench('tcp');
    const { child, port } = await start('tcp-server.mjs', { closeAfter: 6, delayMillis: 30 });
    const transport = bench.transportTo(port);
    const { told } = isListening ? listenTo(transport) : { told: [] };
    await transport.send(batchOf('first\n'), inMillis(5_000));
    await blockEventLoop(100);
    const second = await transport.send(batchOf('second\n'), inMillis(5_000));
    const toldBySecond = [...told];
    const third = await transport.send(batchOf('third\n'), inMillis(5_000));
    const texts = await vi.waitFor(async () => {
      child.send('texts');
      const [answer] = (await once(child, 'message')) as [{ texts: string[] }];
      expect(answer.texts.join('')).toContain('third');
      return answer.texts;
    }, 30_000);
    child.kill('SIGKILL');
    await bench.close();
    return { delivered: [second.delivered, third.delivered], toldBySecond, texts, error: second.error };
  };

  it('fails when somebody listens, who then says what goes first', async () => {
    const { error, ...rest } = await afterFin(true);
    expect(rest).toEqual({ delivered: [0, 1], toldBySecond: ['in-order'], texts: ['first\n', 'third\n'] });
    expect(error?.message).toMatch(/closed the connection; is it restarting\?$/);
  });

  it('goes out on a new connection when nobody does', async () => {
    const { error, ...rest } = await afterFin(false);
    expect(rest).toEqual({ delivered: [1, 1], toldBySecond: [], texts: ['first\n', 'second\nthird\n'] });
    expect(error).toBeUndefined();
  });
});
