import { Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { createStdoutTransport } from '../../src/transport/stdout.js';
import { batchOf, inMillis } from './batches.js';

/** A stream that takes a chunk only when told to. */
class SlowStream extends Writable {
  text = '';
  #taken: ((error?: Error) => void) | undefined;

  constructor() {
    super({ highWaterMark: 4 });
  }

  override _write(chunk: Buffer, _encoding: string, callback: (error?: Error) => void): void {
    this.text += chunk;
    this.#taken = callback;
  }

  take(error?: Error): void {
    this.#taken?.(error);
  }
}

describe('the stdout transport', () => {
  it('writes payloads as they are, to the standard output by default', async () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation(((
      bytes: Uint8Array,
      callback: () => void,
    ) => {
      written.push(Buffer.from(bytes).toString());
      callback();
      return true;
    }) as never);
    const outcome = await createStdoutTransport().send(batchOf('a:1|c\n', 'b:2|c\n'), inMillis(100));
    write.mockRestore();
    expect(outcome).toEqual({ delivered: 2 });
    expect(written).toEqual(['a:1|c\nb:2|c\n']);
  });

  it('has delivered when the bytes are taken', async () => {
    const stream = new SlowStream();
    const transport = createStdoutTransport({ stream });
    let isDelivered = false;
    const sending = transport.send(batchOf('x\n'), inMillis(1_000)).then((outcome) => {
      isDelivered = true;
      return outcome;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([stream.text, isDelivered]).toEqual(['x\n', false]);
    stream.take();
    expect(await sending).toEqual({ delivered: 1 });
    expect(stream.listenerCount('error')).toBe(0);
  });

  it('waits for a full stream, but not beyond the deadline', async () => {
    const stream = new SlowStream();
    stream.write('full');
    const transport = createStdoutTransport({ stream });
    const { delivered, error } = await transport.send(batchOf('late\n'), inMillis(30));
    expect([delivered, error?.message]).toEqual([0, 'stdout: got no more: nobody reads it']);
    const sending = transport.send(batchOf('x\n'), inMillis(1_000));
    stream.take();
    await vi.waitFor(() => expect(stream.text).toBe('fullx\n'), 30_000);
    stream.take();
    expect(await sending).toEqual({ delivered: 1 });
    expect(stream.listenerCount('error')).toBe(0);
  });

  it('tells that the reader has gone', async () => {
    const stream = new SlowStream();
    const sending = createStdoutTransport({ stream }).send(batchOf('x\n'), inMillis(1_000));
    stream.take(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    const { delivered, error } = await sending;
    expect([delivered, error?.message]).toEqual([0, expect.stringContaining('(EPIPE)')]);
  });

  it('does not end the stream when it is closed', async () => {
    const stream = new SlowStream();
    const transport = createStdoutTransport({ stream });
    await transport.close(inMillis(10));
    await transport.close(inMillis(10));
    expect(stream.writable).toBe(true);
    expect((await transport.send(batchOf('x'), inMillis(10))).delivered).toBe(0);
  });
});
