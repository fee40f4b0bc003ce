import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchOf } from '../../../core/test/transport/batches.ts';
import { requestsOf } from '../../src/transport/requests.ts';

const anyEvent = fc.record({
  key: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('{"key":', '"},{"key":"x"')),
  value: fc.integer(),
  epoch: fc.integer(),
});
const anyPayloads = fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 5 }), { maxLength: 20 });

it('bodies have all events in their order, as many as may be, and tell which payloads they have', () => {
  fc.assert(
    fc.property(anyPayloads, fc.integer({ min: 5, max: 12 }), (payloads, maxEvents) => {
      const requests = requestsOf(batchOf(...payloads.map((events) => JSON.stringify(events))), maxEvents);
      let first = 0;
      for (const { body, end } of requests) {
        const events = JSON.parse(Buffer.from(body).toString());
        expect(events).toEqual(payloads.slice(first, end).flat());
        expect(events.length).toBeLessThanOrEqual(maxEvents);
        if (end < payloads.length) expect(events.length + payloads[end]!.length).toBeGreaterThan(maxEvents);
        first = end;
      }
      expect(first).toBe(payloads.length);
    }),
  );
});
