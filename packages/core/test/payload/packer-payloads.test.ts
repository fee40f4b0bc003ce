import { describe, expect, it } from 'vitest';
import { Packer } from '../../src/payload/packer.js';
import { FakeClock } from '../transport/fake-clock.js';
import { payloadsOf, writePoint } from './packed.js';

const array = { head: Buffer.from('['), separator: Buffer.from(','), tail: Buffer.from(']') };

describe('a packer that wraps payloads', () => {
  it('puts a head before the records, a tail behind them, and separators between', () => {
    const packer = new Packer({ maxPayloadBytes: 9, wrapping: array });
    for (const record of ['{1}', '{2}', '{33}', '{4444}', '{55555}']) writePoint(packer, record);
    expect(payloadsOf(packer.takeAll()[0]!).map(({ body, points }) => [String(body), points])).toEqual([
      ['[{1},{2}]', 2],
      ['[{33}]', 1],
      ['[{4444}]', 1],
      ['[{55555}]', 1],
    ]);
  });

  it('takes records that are shorter than a payload by what is around them', () => {
    const packer = new Packer({ maxPayloadBytes: 9, wrapping: array });
    expect([packer.maxRecordBytes, packer.fits(7), packer.fits(8)]).toEqual([7, true, false]);
    expect(new Packer({ maxPayloadBytes: 1_000_000, wrapping: array }).maxRecordBytes).toBe(16_384);
  });

  it('gives nothing when nothing was written', () => {
    const packer = new Packer({ maxPayloadBytes: 9, wrapping: array, lengthPrefix: 'uint32be' });
    expect(packer.takeAll()).toEqual([]);
  });

  it('counts the wrapping as part of the payload in its length prefix', () => {
    const packer = new Packer({ maxPayloadBytes: 20, wrapping: array, lengthPrefix: 'uint32be' });
    writePoint(packer, '{1}');
    writePoint(packer, '{2}');
    const [payload] = payloadsOf(packer.takeAll()[0]!, 4);
    expect([payload!.prefix.readUInt32BE(), String(payload!.body)]).toEqual([9, '[{1},{2}]']);
  });

  it('begins a batch with the payload that is not full yet', () => {
    const packer = new Packer({ maxPayloadBytes: 40_000, wrapping: array });
    const record = `{${'x'.repeat(998)}}`;
    while (!packer.hasReady) writePoint(packer, record);
    writePoint(packer, record);
    const payloads = packer.takeAll().flatMap((batch) => payloadsOf(batch));
    for (const { body } of payloads) expect(String(body)).toMatch(/^\[(\{x+\},)*\{x+\}\]$/);
    expect(payloads[0]!.body).toHaveLength(39 * 1000 + 38 + 2);
  });
});

describe('a payload that is added as it was', () => {
  it('shares its bytes with no record, and keeps its points and its time', () => {
    const clock = new FakeClock();
    const packer = new Packer({ maxPayloadBytes: 20, wrapping: array, clock });
    writePoint(packer, '{1}');
    packer.addPayload(Buffer.from('[{old},{old}]'), 2, 17);
    packer.addPayload(Buffer.from('[{older}]'), 1, 16);
    writePoint(packer, '{2}');
    const [batch] = packer.takeAll();
    expect(payloadsOf(batch!).map(({ body, points }) => [String(body), points])).toEqual([
      ['[{1}]', 1],
      ['[{old},{old}]', 2],
      ['[{older}]', 1],
      ['[{2}]', 1],
    ]);
    expect(batch!.madeAt.map(Math.round)).toEqual([1000, 17, 16, 1000]);
  });

  it('gets a length prefix', () => {
    const packer = new Packer({ maxPayloadBytes: 20, lengthPrefix: 'uint32le' });
    packer.addPayload(Buffer.from('old'), 1, 17);
    const [payload] = payloadsOf(packer.takeAll()[0]!, 4);
    expect([payload!.prefix.readUInt32LE(), String(payload!.body)]).toEqual([3, 'old']);
  });

  it('begins a new batch when there is no room for it, and always leaves room for a record', () => {
    const packer = new Packer({ maxPayloadBytes: 30_000 });
    for (let i = 0; i < 4; i += 1) packer.addPayload(Buffer.alloc(30_000, `${i}`), i, i);
    expect(packer.readyCount).toBe(1);
    writePoint(packer, Buffer.alloc(packer.maxRecordBytes, 'x'));
    const payloads = packer.takeAll().flatMap((batch) => payloadsOf(batch));
    expect(payloads.map(({ body, points }) => [String(body)[0], body.length, points])).toEqual([
      ['0', 30_000, 0],
      ['1', 30_000, 1],
      ['2', 30_000, 2],
      ['3', 30_000, 3],
      ['x', 16_384, 1],
    ]);
  });
});
