import { describe, expect, it } from 'vitest';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { wireGraphite } from './wired.ts';

describe('metrics whose names come out the same', () => {
  it('are merged where they are of one kind, and reported once', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireGraphite({ logger, prefix: 'shop' });
    for (const total of [3, 6]) {
      wired.meter.createCounter('a b').add(1);
      wired.meter.createCounter('a/b').add(2);
      expect(await wired.lines()).toEqual([`shop.a_b ${total}`]);
    }
    expect(messages).toEqual([
      "warn: counter 'a b' and counter 'a/b' are both 'shop.a_b' on the wire; their points are merged",
    ]);
  });

  it('are dropped, counted and reported once where they would overwrite each other', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireGraphite({ logger, percentiles: [] });
    for (const total of [1, 2]) {
      wired.meter.createHistogram('latency').record(4);
      wired.meter.createCounter('latency.count').add(9);
      expect(await wired.lines()).toEqual([
        `latency.count ${total}`,
        `latency.sum ${4 * total}`,
        'latency.min 4',
        'latency.max 4',
      ]);
    }
    expect(wired.exporter.accounting).toMatchObject({ accepted: 4, dropped: { name_collision: 2 } });
    expect(messages).toEqual([
      "warn: histogram 'latency' and counter 'latency.count' are both 'latency.count' on the wire; the latter is dropped: rename one of them with a View",
      'warn: data points are dropped (name_collision); further ones for this reason are only counted',
    ]);
  });

  it('with different units are no sum of anything: the later one is dropped', async () => {
    const wired = wireGraphite();
    wired.meter.createCounter('a.b', { unit: 's' }).add(1);
    wired.meter.createCounter('a..b', { unit: 'ms' }).add(2);
    expect(await wired.lines()).toEqual(['a.b 1']);
    expect(wired.exporter.accounting).toMatchObject({ dropped: { name_collision: 1 } });
  });
});
