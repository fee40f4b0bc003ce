import { describe, expect, it } from 'vitest';
import { Packer } from '../../src/payload/packer.js';
import { FakeClock } from '../transport/fake-clock.js';
import { payloadsOf, writePoint, writeRecord } from './packed.js';

/** Writes points of 1,000 bytes until a batch is full. Returns how many. */
function fillBatch(packer: Packer): number {
  let points = 0;
  while (!packer.hasReady) {
    writePoint(packer, Buffer.alloc(1000, points % 256));
    points += 1;
  }
  return points;
}

describe('the packer', () => {
  it('puts records into one payload as long as they fit', () => {
    const packer = new Packer({ maxPayloadBytes: 10 });
    for (const record of ['abc\n', 'defgh\n', 'i\n']) writePoint(packer, record);
    const [batch, ...others] = packer.takeAll();
    expect(others).toEqual([]);
    expect(payloadsOf(batch!).map(({ body, points }) => [String(body), points])).toEqual([
      ['abc\ndefgh\n', 2],
      ['i\n', 1],
    ]);
  });

  it('gives nothing when nothing was written', () => {
    const packer = new Packer({ maxPayloadBytes: 10, lengthPrefix: 'uint32le' });
    expect(packer.takeAll()).toEqual([]);
    writePoint(packer, 'x');
    expect(packer.takeAll()).toHaveLength(1);
    expect([packer.takeAll(), packer.hasReady]).toEqual([[], false]);
  });

  it('takes a record as long as a payload, and says of a longer one that it does not fit', () => {
    const packer = new Packer({ maxPayloadBytes: 10 });
    expect([packer.maxRecordBytes, packer.fits(10), packer.fits(11)]).toEqual([10, true, false]);
    for (const record of ['0123456789', 'x', '9876543210']) writePoint(packer, record);
    expect(payloadsOf(packer.takeAll()[0]!).map(({ body }) => String(body))).toEqual([
      '0123456789',
      'x',
      '9876543210',
    ]);
  });

  it('takes no record longer than 16 KiB, however long a payload may be', () => {
    const packer = new Packer({ maxPayloadBytes: 1_000_000 });
    expect(packer.maxRecordBytes).toBe(16_384);
  });

  it('fills payloads longer than its batches usually are', () => {
    const packer = new Packer({ maxPayloadBytes: 200_000 });
    for (let i = 0; i < 500; i += 1) writePoint(packer, Buffer.alloc(1000));
    const payloads = packer.takeAll().flatMap((batch) => payloadsOf(batch));
    expect(payloads.map(({ body, points }) => [body.length, points])).toEqual([
      [200_000, 200],
      [200_000, 200],
      [100_000, 100],
    ]);
  });

  it('forgets what was written and not closed as a record', () => {
    const packer = new Packer({ maxPayloadBytes: 100 });
    writePoint(packer, 'whole\n');
    packer.buffer.set(Buffer.from('half'), packer.position);
    packer.position += 4;
    expect(packer.takeAll().map((batch) => payloadsOf(batch).map(({ body }) => String(body)))).toEqual([
      ['whole\n'],
    ]);
    writePoint(packer, 'next\n');
    expect(String(payloadsOf(packer.takeAll()[0]!)[0]!.body)).toBe('next\n');
  });

  it('gives a point whose records lie in two payloads to the second', () => {
    const packer = new Packer({ maxPayloadBytes: 5 });
    writeRecord(packer, 'aaa\n');
    writeRecord(packer, 'bbb\n');
    packer.endPoint(3);
    expect(payloadsOf(packer.takeAll()[0]!).map(({ points }) => points)).toEqual([0, 3]);
  });

  it('puts the length of the payload before it, with the end first that was asked for', () => {
    for (const lengthPrefix of ['uint32le', 'uint32be'] as const) {
      const packer = new Packer({ maxPayloadBytes: 300, lengthPrefix });
      expect(packer.prefixBytes).toBe(4);
      for (const bytes of [200, 100, 1]) writePoint(packer, Buffer.alloc(bytes, 'x'));
      const payloads = payloadsOf(packer.takeAll()[0]!, 4);
      expect(payloads.map(({ body }) => body.length)).toEqual([300, 1]);
      const first = lengthPrefix === 'uint32le' ? [44, 1, 0, 0] : [0, 0, 1, 44];
      expect([...payloads[0]!.prefix]).toEqual(first);
    }
  });

  it('makes a batch of about 64 KiB and begins the next with the record that was too much', () => {
    const packer = new Packer({ maxPayloadBytes: 1500 });
    const points = fillBatch(packer);
    const [full] = packer.takeReady();
    const [rest] = packer.takeAll();
    expect(full!.ends.at(-1)).toBeGreaterThan(60_000);
    expect(full!.ends.at(-1)).toBeLessThan(66_000);
    expect([full!.points.at(-1), rest!.points.at(-1)]).toEqual([points - 1, 1]);
  });

  it('counts a point that ends right after its last record has filled a batch with that record', () => {
    const packer = new Packer({ maxPayloadBytes: 1500 });
    while (!packer.hasReady) writeRecord(packer, Buffer.alloc(1000));
    packer.endPoint();
    const [full] = packer.takeReady();
    const [rest] = packer.takeAll();
    expect([full!.points.at(-1), rest!.points]).toEqual([0, [1]]);
  });

  it('carries points over that ended in a payload which moves to the next batch', () => {
    const packer = new Packer({ maxPayloadBytes: 65_507 });
    const points = fillBatch(packer);
    const [full] = packer.takeReady();
    writePoint(packer, 'x');
    const [rest] = packer.takeAll();
    expect(full!.points).toEqual([65]);
    expect(rest!.points).toEqual([points - 65 + 1]);
  });

  it('marks batches with the run that they belong to', () => {
    const packer = new Packer({ maxPayloadBytes: 100 });
    packer.sequence = 7;
    writePoint(packer, 'a');
    const [first] = packer.takeAll();
    packer.sequence = 8;
    writePoint(packer, 'b');
    expect([first!.sequence, packer.takeAll()[0]!.sequence]).toEqual([7, 8]);
  });

  it('uses the buffer of a batch again when it has been released, and not before', () => {
    const packer = new Packer({ maxPayloadBytes: 100 });
    writePoint(packer, 'a');
    const [first] = packer.takeAll();
    expect(packer.buffer).not.toBe(first!.buffer);
    packer.release(first!);
    writePoint(packer, 'b');
    const [second] = packer.takeAll();
    expect(second!.buffer).not.toBe(first!.buffer);
    expect(packer.buffer).toBe(first!.buffer);
  });

  it('does not keep every buffer that was ever needed at once', () => {
    const packer = new Packer({ maxPayloadBytes: 100 });
    const batches = Array.from({ length: 50 }, () => {
      writePoint(packer, 'x');
      return packer.takeAll()[0]!;
    });
    for (const batch of batches) packer.release(batch);
    const released = new Set(batches.map(({ buffer }) => buffer));
    let usedAgain = 0;
    for (let i = 0; i < 50; i += 1) {
      writePoint(packer, 'x');
      packer.takeAll();
      if (released.has(packer.buffer)) usedAgain += 1;
    }
    expect(usedAgain).toBe(16);
  });

  it('tells when each payload was complete, and no two at once', () => {
    const clock = new FakeClock();
    const packer = new Packer({ maxPayloadBytes: 10, clock });
    for (const record of ['aaaaaaaa\n', 'bbbbbbbb\n']) writePoint(packer, record);
    clock.advance(5);
    writePoint(packer, 'cccccccc\n');
    const { madeAt } = packer.takeAll()[0]!;
    expect(madeAt.map(Math.round)).toEqual([1000, 1005, 1005]);
    expect(madeAt[2]).toBeGreaterThan(madeAt[1]!);
  });
});
