import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatHatAnswerer } from '../../src/stathat/answer.ts';
import { StatHatIntake } from '../../src/stathat/intake.ts';
import { StatHatTotals } from '../../src/stathat/totals.ts';

const clock = { now: () => 1_700_000_000_500 };

function answer(contentType: string, body: string) {
  const totals = new StatHatTotals();
  const answerer = new StatHatAnswerer(new StatHatIntake(totals, true, clock), {});
  const refused: string[] = [];
  const answered = answerer.answer(
    { method: 'POST', path: '/ez', query: '', headers: { 'content-type': contentType }, body },
    { record() {}, refuse: (defects) => refused.push(...defects.map(({ code }) => code)), changed() {} },
  );
  const points = [...totals.stats.values()].flatMap((stat) => stat.points);
  return { status: answered.status, points, refused: refused.sort() };
}

const item = fc.record(
  {
    stat: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a~b,c', '~', 'x'.repeat(256))),
    count: fc.oneof(fc.integer(), fc.double()),
    value: fc.double(),
    t: fc.oneof(fc.integer(), fc.constantFrom(1.5, 1e12)),
  },
  { requiredKeys: [] },
);

test('a form and an item of bulk JSON mean the same, and are wrong in the same way', () => {
  fc.assert(
    fc.property(item, (fields) => {
      const isInJson = Object.values(fields).every(
        (field) => typeof field === 'string' || Number.isFinite(field),
      );
      fc.pre(isInJson);
      const form = new URLSearchParams({ ezkey: 'k' });
      for (const [name, field] of Object.entries(fields)) form.set(name, String(field));
      const single = answer('application/x-www-form-urlencoded', String(form));
      const bulk = answer('application/json', JSON.stringify({ ezkey: 'k', data: [fields] }));
      expect(single.refused).toEqual(bulk.refused);
      // JSON has no -0 of its own: what it prints is 0.
      expect(JSON.stringify(single.points)).toEqual(JSON.stringify(bulk.points));
    }),
  );
});

test('whatever the body is, it is answered, and refused with a reason or taken', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), fc.boolean(), (body, isBulk) => {
      const type = isBulk ? 'application/json' : 'application/x-www-form-urlencoded';
      const { status, points, refused } = answer(type, body);
      expect([200, 204]).toContain(status);
      expect(refused.length > 0).toBe(points.length === 0);
    }),
  );
});
