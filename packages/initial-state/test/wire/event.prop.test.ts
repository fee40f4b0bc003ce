import { Packer } from '@otelwire/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventArray, eventHead, eventTail, MAX_EVENT_BYTES, writeEvent } from '../../src/wire/event.ts';
import { eventKey, metricName, seriesText } from '../../src/wire/key.ts';

const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -1.7976931348623157e308, 5e-324, -2.2250738585072014e-308, 1e21),
);
const anyKey = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: 'binary', maxLength: 120 }))
  .map(([name, value]) => eventKey(metricName(name), '', seriesText([['k', value]])));
const anyMillis = fc.integer({ min: 0, max: 4_102_444_800_000 });

it('every body is an array of at most so many events, which read as they were written', () => {
  const anyEvents = fc.array(fc.tuple(anyKey, anyNumber, anyMillis), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(anyEvents, fc.integer({ min: 1, max: 12 }), (events, maxRecords) => {
      const maxPayloadBytes = (maxRecords + 1) * MAX_EVENT_BYTES;
      const packer = new Packer({
        maxPayloadBytes,
        maxRecordBytes: MAX_EVENT_BYTES,
        maxRecords,
        wrapping: eventArray,
      });
      for (const [key, value, millis] of events) {
        writeEvent(packer, eventHead(key), Float64Array.of(value), 0, eventTail(millis));
      }
      const bodies = packer
        .takeAll()
        .flatMap(({ buffer, ends }) =>
          ends.map((end, i) => Buffer.from(buffer.subarray(ends[i - 1] ?? 0, end)).toString()),
        );
      expect(bodies).toHaveLength(Math.ceil(events.length / maxRecords));
      const read = bodies.flatMap((body) => JSON.parse(body));
      // `-0` goes out as `0`
      expect(read).toEqual(
        events.map(([key, value, millis]) => ({ key, value: value + 0, epoch: millis / 1000 })),
      );
    }),
  );
});

it('no event is longer than the bound says', () => {
  const longest = eventHead('\u{ffff}'.repeat(100)).length + 327 + eventTail(-8.64e15 + 0.001).length;
  expect(longest).toBeLessThan(MAX_EVENT_BYTES);
});
