import { expect, test } from 'vitest';
import type { KeptRequest } from '../../src/http/request-totals.ts';
import { RequestTotals } from '../../src/http/request-totals.ts';

const quarter = 16 * 1024 * 1024;

function request(path: string, bodyLength: number): KeptRequest {
  return { method: 'POST', path, query: '', headers: {}, body: 'x'.repeat(bodyLength) };
}

test('the last requests are kept, as long as their bodies are no more than 64 MiB', () => {
  const totals = new RequestTotals(1000);
  for (const path of ['/a', '/b', '/c', '/d', '/e']) totals.add(request(path, quarter), quarter, 200);
  expect(totals.kept.map(({ path }) => path)).toEqual(['/b', '/c', '/d', '/e']);
  totals.add(request('/f', 1), 1, 200);
  expect(totals.kept.map(({ path }) => path)).toEqual(['/c', '/d', '/e', '/f']);
  expect(totals.count).toBe(6);
  totals.reset();
  for (const path of ['/a', '/b', '/c', '/d']) totals.add(request(path, quarter), quarter, 200);
  expect(totals.kept).toHaveLength(4);
});

test('the first bad requests are kept, as long as their bodies are no more than 64 MiB', () => {
  const totals = new RequestTotals<'bad'>(1000);
  const addBad = (path: string, length: number) =>
    totals.addBad({ request: request(path, length), defects: [] });
  for (const path of ['/a', '/b', '/c']) addBad(path, quarter);
  addBad('/d', quarter + 1);
  addBad('/e', quarter);
  addBad('/f', 1);
  expect(totals.bad.map(({ request: { path } }) => path)).toEqual(['/a', '/b', '/c', '/e']);
  expect(totals.badCount).toBe(6);
});

test('of a bad request the first 100 defects are kept, and all are counted', () => {
  const totals = new RequestTotals<'bad'>();
  const defects = Array.from({ length: 250 }, (_, i) => {
    return { code: 'bad', level: 'error', message: `defect ${i}` } as const;
  });
  totals.addBad({ request: request('/', 0), defects });
  expect(totals.bad[0]!.defects.map(({ message }) => message)).toEqual(
    defects.slice(0, 100).map(({ message }) => message),
  );
  expect(totals.defectCounts.get('bad')).toBe(250);
});
