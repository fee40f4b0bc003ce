import { expect, test } from 'vitest';
import { fromParameters, toParameters } from '../../../page/live/query.ts';

test('a query goes into an address and comes back', () => {
  const query = {
    backend: 'otlp',
    search: 'a&b=c #x env:prod',
    sort: 'activity',
    offset: 100,
    selected: '0af',
    rangeSeconds: 21600,
  } as const;
  expect(fromParameters(new URLSearchParams(toParameters(query).toString()))).toEqual(query);
});

test('what makes no sense in an address is left out', () => {
  const nonsense = new URLSearchParams('backend=toString&sort=size&offset=-3&rangeSeconds=7');
  expect(fromParameters(nonsense)).toEqual({ search: '', sort: 'name', offset: 0, rangeSeconds: 600 });
});

test('what is not wanted is not asked for', () => {
  expect(toParameters({ search: '', offset: 0, backend: undefined, sort: 'name' }).toString()).toBe(
    'sort=name',
  );
});
