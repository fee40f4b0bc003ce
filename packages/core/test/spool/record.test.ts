import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kinds, readRecords, recordOf } from '../../src/spool/record.ts';

const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
const fileOf = (given: readonly Uint8Array[]) =>
  Buffer.concat(given.map((body) => recordOf(kinds.held, body)));
const read = (bytes: Buffer) =>
  readRecords(bytes).records.map(({ kind, body }) => [kind, body.toString('hex')]);
const written = (given: readonly Uint8Array[]) =>
  given.map((body) => [kinds.held, Buffer.from(body).toString('hex')]);

it('of a file that ends anywhere all is read that was complete', () => {
  fc.assert(
    fc.property(bodies, fc.nat(), (given, cut) => {
      const file = fileOf(given);
      const kept = cut % (file.length + 1);
      const whole = given.filter((_, i) => fileOf(given.slice(0, i + 1)).length <= kept);
      expect(read(file.subarray(0, kept))).toEqual(written(whole));
    }),
  );
});

it('of a file with a wrong byte nothing is read that was not written', () => {
  fc.assert(
    fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, change) => {
      const file = fileOf(given);
      if (file.length === 0) return;
      file[at % file.length]! ^= change;
      const found = read(file);
      expect(found).toEqual(written(given).slice(0, found.length));
      expect(found.length).toBeLessThan(given.length);
    }),
  );
});

it('whatever stands in a file, it is read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readRecords(Buffer.from(bytes)).readBytes).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
