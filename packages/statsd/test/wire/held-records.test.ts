import { Packer } from '@otelwire/core';
import { describe, expect, it } from 'vitest';
import { HeldRecords, type HeldRecordsOptions } from '../../src/wire/held-records.ts';

function heldRecords(options: Partial<HeldRecordsOptions> = {}): HeldRecords {
  return new HeldRecords({
    signedGaugesAreLevels: false,
    valuePacking: false,
    weighsSamples: true,
    levelsRepeat: true,
    ...options,
  });
}

const payload = (...lines: string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** What is held, as it would be sent now, and what cannot be sent any more. */
function sent(held: HeldRecords, maxPayloadBytes = 1432) {
  const packer = new Packer({ maxPayloadBytes });
  const dropped = [...held.takeEach()].map((entry) => held.write(entry, packer));
  const batches = packer.takeAll();
  const text = batches
    .map(({ buffer, ends }) => Buffer.from(buffer.subarray(0, ends.at(-1))).toString())
    .join('');
  const points = batches.reduce((sum, batch) => sum + batch.points.at(-1)!, 0);
  return { lines: text.split('\n').slice(0, -1), points, dropped: Object.assign({}, ...dropped) };
}

describe('held records', () => {
  it('of counters are added up by what stands around the value', () => {
    const held = heldRecords();
    held.hold(payload('a:1|c', 'a:2|c|#k:v', 'b:1|c'), 3, 1, true);
    held.hold(payload('a:0.5|c', 'a:-7|c|#k:v', 'a:1|c|#k:v|T5'), 3, 2, true);
    expect(held.points).toBe(6);
    const lines = ['a:1.5|c', 'a:-5|c|#k:v', 'b:1|c', 'a:1|c|#k:v|T5'];
    expect(sent(held)).toEqual({ lines, points: 6, dropped: {} });
    expect([held.points, held.isEmpty]).toEqual([0, true]);
  });

  it('of gauges are the latest, below zero too, and the others are counted', () => {
    const held = heldRecords();
    expect(held.hold(payload('g:5|g', 'h:0|g', 'h:-1|g'), 2, 1, true)).toEqual({});
    expect(held.hold(payload('g:0|g', 'g:-3|g', 'h:4|g'), 2, 2, true)).toEqual({ superseded: 2 });
    expect(sent(held)).toEqual({ lines: ['g:0|g', 'g:-3|g', 'h:4|g'], points: 2, dropped: {} });
  });

  it('of gauges whose signs are their own take one line', () => {
    const held = heldRecords({ signedGaugesAreLevels: true });
    held.hold(payload('g:0|g', 'g:-3|g'), 2, 1, true);
    expect(sent(held)).toEqual({ lines: ['g:-3|g'], points: 1, dropped: {} });
  });

  it('of an export that a later one has overtaken say nothing of levels', () => {
    const held = heldRecords();
    expect(held.hold(payload('g:0|g', 'g:-3|g', 'h:1|g', 'c:1|c'), 3, 2, true)).toEqual({});
    const old = payload('g:0|g', 'g:-9|g', 'h:2|g', 'c:1|c');
    expect(held.hold(old, 3, 1, false)).toEqual({ superseded: 2 });
    // the newer ones of these were delivered
    expect(held.hold(payload('i:0|g', 'i:-9|g', 'j:2|g'), 2, 1, false)).toEqual({ superseded: 2 });
    expect(sent(held)).toEqual({ lines: ['g:0|g', 'g:-3|g', 'h:1|g', 'c:2|c'], points: 4, dropped: {} });
  });

  it('of samples are kept one by one, and share records where the server takes that', () => {
    const lines = ['d:1:2.5:3|d|#k:v', 'd:4|d|@0.5|#k:v', 'd:5|d|#k:v'];
    const held = heldRecords({ valuePacking: true });
    held.hold(payload(...lines), 2, 1, true);
    expect(sent(held)).toEqual({ lines: ['d:1:2.5:3:5|d|#k:v', 'd:4|d|@0.5|#k:v'], points: 2, dropped: {} });
    const single = heldRecords();
    single.hold(payload(...lines), 2, 1, true);
    expect(sent(single).lines).toEqual([
      'd:1|d|#k:v',
      'd:2.5|d|#k:v',
      'd:3|d|#k:v',
      'd:5|d|#k:v',
      'd:4|d|@0.5|#k:v',
    ]);
  });

  it('of more samples than a payload holds go into several records', () => {
    const held = heldRecords({ valuePacking: true });
    for (let i = 0; i < 100; i += 1) held.hold(payload(`d:${1000 + i}|d|#k:${'v'.repeat(100)}`), 1, i, true);
    const { lines, points } = sent(held, 256);
    expect(points).toBe(100);
    for (const line of lines) expect(line.length + 1).toBeLessThanOrEqual(256);
    const values = lines.flatMap((line) => line.split('|')[0]!.split(':').slice(1).map(Number));
    expect(values).toEqual(Array.from({ length: 100 }, (_, i) => 1000 + i));
  });

  it('keep characters beyond ASCII as they were', () => {
    const held = heldRecords();
    held.hold(payload('a:1|c|#k:é名🎉'), 1, 1, true);
    held.hold(payload('a:1|c|#k:é名🎉'), 1, 2, true);
    expect(sent(held).lines).toEqual(['a:2|c|#k:é名🎉']);
  });

  it('beyond the bound are dropped and counted', () => {
    const held = heldRecords({ maxSeries: 2 });
    expect(
      held.hold(payload('a:1|c', 'b:0|g', 'b:-1|g', 'c:1|c', 'd:1|g', 'e:1|d', 'a:1|c'), 6, 1, true),
    ).toEqual({
      queue_full: 3,
    });
    expect(held.points).toBe(3);
  });

  it('whose sum is no number any more are dropped and counted', () => {
    const held = heldRecords();
    const most = `9${'0'.repeat(307)}`;
    for (let i = 0; i < 20; i += 1) held.hold(payload(`a:${most}|c`, 'b:1|c'), 2, i, true);
    expect(sent(held)).toEqual({ lines: ['b:20|c'], points: 20, dropped: { not_finite: 20 } });
  });

  it('that were taken out and not written are held again', () => {
    const held = heldRecords();
    held.hold(payload('a:1|c', 'g:0|g', 'g:-2|g', 't:1|ms', 't:2|ms'), 4, 1, true);
    const before = held.points;
    for (const entry of [...held.takeEach()]) expect(held.putBack(entry)).toEqual({});
    expect(held.points).toBe(before);
    expect(sent(held).lines).toEqual(['a:1|c', 'g:0|g', 'g:-2|g', 't:1|ms', 't:2|ms']);
  });

  it('of a set are kept once', () => {
    const held = heldRecords();
    held.hold(payload('s:a:1|s', 's:b|s', 's:a:1|s', 't:a:1|s'), 4, 1, true);
    held.hold(payload('s:b|s', 's:c|s'), 2, 2, true);
    for (const entry of [...held.takeEach()]) held.putBack(entry);
    expect(sent(held)).toEqual({ lines: ['s:a:1|s', 's:b|s', 's:c|s', 't:a:1|s'], points: 6, dropped: {} });
  });
});
