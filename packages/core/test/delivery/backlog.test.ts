import { describe, expect, it } from 'vitest';
import { Packer } from '../../src/payload/packer.js';
import { payloadsOf } from '../payload/packed.js';
import { ENTRY_BYTES, openBacklog } from './backlog-bench.js';

describe('a backlog', () => {
  it('gives payloads back in the order in which they were made, whenever they failed', () => {
    const { backlog, hold, texts } = openBacklog();
    hold('c', 1003);
    hold('a', 1001);
    hold('d', 1004);
    hold('b', 1002);
    expect(texts()).toEqual(['a', 'b', 'c', 'd']);
    expect([backlog.points, backlog.isEmpty]).toEqual([4, false]);
  });

  it('keeps copies', () => {
    const { sent, backlog } = openBacklog();
    const buffers = [Buffer.from('held'), Buffer.from('sent')] as const;
    backlog.hold(buffers[0], 1, 0, true, 1001);
    sent.keep(buffers[1], 1, 1002);
    for (const buffer of buffers) buffer.fill('x');
    sent.recall('broken');
    expect([...backlog.takeEach()].map(({ payload }) => Buffer.from(payload).toString())).toEqual([
      'held',
      'sent',
    ]);
  });

  it('writes a payload as it was, with its points and the time when it was made', () => {
    const { backlog, clock, hold } = openBacklog();
    hold('a 1 17\n', 990, 3);
    const packer = new Packer({ maxPayloadBytes: 100, clock });
    for (const entry of [...backlog.takeEach()]) expect(backlog.write(entry, packer)).toEqual({});
    const [batch] = packer.takeAll();
    expect(payloadsOf(batch!).map(({ body, points }) => [String(body), points])).toEqual([['a 1 17\n', 3]]);
    expect(batch!.madeAt).toEqual([990]);
  });

  it('holds no more than its bytes: the oldest goes first', () => {
    const { backlog, hold, texts } = openBacklog({ maxBytes: 2 * (ENTRY_BYTES + 10) });
    expect([hold('0123456789', 1001, 5), hold('0123456789', 1002), hold('x', 1003)]).toEqual([
      {},
      {},
      { queue_full: 5 },
    ]);
    expect(texts()).toEqual(['0123456789', 'x']);
    expect(hold('y'.repeat(2000), 1004)).toEqual({ queue_full: 3 });
    expect([backlog.points, backlog.bytes, backlog.isEmpty]).toEqual([0, 0, true]);
  });

  it('gives up what is too old, when it is held, while it is, and when it is to be written', () => {
    const { backlog, clock, hold } = openBacklog();
    expect(hold('a', -59_001, 2)).toEqual({ too_old: 2 });
    hold('b', 1000, 3);
    clock.advance(60_001);
    expect(hold('c')).toEqual({ too_old: 3 });
    const [entry] = [...backlog.takeEach()];
    clock.advance(60_001);
    const packer = new Packer({ maxPayloadBytes: 100, clock });
    expect(backlog.write(entry!, packer)).toEqual({ too_old: 1 });
    expect(packer.takeAll()).toEqual([]);
  });
});

describe('payloads that were sent', () => {
  it('are held again when their connection breaks, before what is newer', () => {
    const { backlog, sent, hold, keep, texts } = openBacklog();
    keep('a', 1001, 2);
    keep('b', 1002, 3);
    hold('c', 1003);
    expect(sent.recall('broken')).toEqual({ points: 5, dropped: {} });
    expect([texts(), backlog.points]).toEqual([['a', 'b', 'c'], 6]);
    expect(sent.recall('broken')).toEqual({ points: 0, dropped: {} });
  });

  it('are forgotten when it ended in order a while after', () => {
    const { backlog, clock, sent, keep, texts } = openBacklog();
    keep('a');
    clock.advance(1);
    keep('b');
    clock.advance(10_000);
    keep('c');
    expect(sent.recall('in-order').points).toBe(2);
    expect(texts()).toEqual(['b', 'c']);
    [...backlog.takeEach()];
    expect([sent.recall('broken').points, backlog.bytes]).toEqual([0, 0]);
  });

  it('are held again after an older one that was sent later', () => {
    const { clock, sent, keep, texts } = openBacklog();
    keep('new', 1002);
    clock.advance(10_001);
    keep('old', 1001);
    expect(sent.recall('in-order').points).toBe(2);
    expect(texts()).toEqual(['old', 'new']);
  });

  it.each([
    ['at once, as long as the first window lasts', 900, 11, 12],
    ['later, three times', 4_000, 3, 8],
    ['at the end of the window, three times', 9_999, 3, 8],
    ['after the window, never', 10_001, 0, 8],
  ])('are held again when the server closes the connection %s', (_, millis, times, closings) => {
    const { backlog, clock, sent, keep } = openBacklog();
    keep('x', 1001);
    let recalled = 0;
    for (let i = 0; i < closings; i += 1) {
      clock.advance(millis);
      recalled += sent.recall('in-order').points;
      for (const entry of [...backlog.takeEach()]) {
        backlog.write(entry, new Packer({ maxPayloadBytes: 100, clock }));
        sent.keep(entry.payload, entry.points, entry.madeAt);
      }
    }
    expect(recalled).toBe(times);
  });

  it.each(['held', 'not written'])('have a new window after the server was away (%s)', (how) => {
    const { backlog, clock, sent, keep, hold } = openBacklog();
    keep('x', 1001);
    const sendAgain = () => {
      const [entry] = [...backlog.takeEach()];
      backlog.write(entry!, new Packer({ maxPayloadBytes: 100, clock }));
      sent.keep(entry!.payload, entry!.points, entry!.madeAt);
    };
    for (let closings = 1; closings <= 3; closings += 1) {
      clock.advance(9_000);
      expect(sent.recall('in-order').points).toBe(1);
      if (closings < 3) sendAgain();
    }
    if (how === 'held') {
      const [entry] = [...backlog.takeEach()];
      backlog.write(entry!, new Packer({ maxPayloadBytes: 100, clock }));
      hold('x', 1001);
    } else {
      hold('older', 1000);
      for (const _ of backlog.takeEach()) break;
    }
    sendAgain();
    clock.advance(9_000);
    expect(sent.recall('in-order').points).toBe(1);
  });

  it('are held again from a moment on, and the others kept', () => {
    const { sent, keep, texts } = openBacklog();
    for (const madeAt of [1001, 1002, 1003]) keep(`${madeAt}`, madeAt);
    expect(sent.recallFrom(1002)).toEqual({ points: 2, dropped: {} });
    expect([texts(), sent.heldSince]).toEqual([['1002', '1003'], 1002]);
    expect(sent.recall('broken').points).toBe(1);
    expect([texts(), sent.heldSince]).toEqual([['1001', '1002', '1003'], 1001]);
  });

  it('take no more than half of the bytes, and make room for what was not sent', () => {
    const { backlog, sent, hold, keep, texts } = openBacklog({ maxBytes: 4 * (ENTRY_BYTES + 1) });
    for (const madeAt of [1001, 1002, 1003]) keep('x', madeAt);
    expect(backlog.bytes).toBe(2 * (ENTRY_BYTES + 1));
    for (const madeAt of [1004, 1005, 1006]) expect(hold('y', madeAt)).toEqual({});
    expect(backlog.bytes).toBe(4 * (ENTRY_BYTES + 1));
    expect(sent.recall('broken')).toEqual({ points: 1, dropped: {} });
    expect(texts()).toEqual(['x', 'y', 'y', 'y']);
  });

  it('are not sent again when they are too old', () => {
    const { backlog, clock, sent, keep } = openBacklog();
    keep('a');
    clock.advance(60_001);
    expect(sent.recall('broken')).toEqual({ points: 0, dropped: {} });
    expect(backlog.isEmpty).toBe(true);
  });

  it('never push out what is held without a word', () => {
    const { backlog, clock, hold, keep } = openBacklog();
    hold('old', 1000, 7);
    clock.advance(60_001);
    keep('new');
    expect(backlog.points).toBe(7);
    expect(hold('newer')).toEqual({ too_old: 7 });
  });

  it('are not kept where nothing is ever sent again', () => {
    expect(openBacklog({ resendWindowMillis: 0 }).backlog.sent).toBeUndefined();
  });

  it('are held again without a look at each pair, however many they are', () => {
    const { backlog, sent, hold, keep } = openBacklog({ maxBytes: 1e9 });
    for (let i = 0; i < 100_000; i += 1) keep('x', 1000 + i);
    for (let i = 0; i < 100_000; i += 1) hold('y', 1e6 + i);
    expect(sent.recall('broken').points).toBe(100_000);
    const order = [...backlog.takeEach()].map(({ madeAt }) => madeAt);
    expect(order.every((madeAt, i) => i === 0 || madeAt > order[i - 1]!)).toBe(true);
  });
});
