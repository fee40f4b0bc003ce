import { describe, expect, test } from 'vitest';
import { ask, askJson } from '../http/request.ts';
import { codesOf, openReceiver, postBulk, postForm } from './open-receiver.ts';

const error = (msg: unknown) => ({ status: 500, msg });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a form is refused', () => {
  test.each<[string, string, Record<string, string>, string[], unknown]>([
    ['without a key', '/ez', { stat: 'a', count: '1' }, ['no-key'], 'no ezkey specified'],
    ['without a stat', '/ez', { ezkey: 'k', count: '1' }, ['empty-name'], 'no stat'],
    ['without a number', '/ez', { ezkey: 'k', stat: 'a' }, ['count-or-value'], 'no count and no value'],
    [
      'with two',
      '/ez',
      { ezkey: 'k', stat: 'a', count: '1', value: '1' },
      ['count-or-value'],
      expect.anything(),
    ],
    [
      'with a value where counts go',
      '/c',
      { key: 's', ukey: 'u', value: '1' },
      ['count-or-value'],
      'no count',
    ],
    ['without a stat key', '/c', { ukey: 'u', count: '1' }, ['unknown-key'], 'invalid keys'],
    ['without a user key', '/v', { key: 's', value: '1' }, ['unknown-key'], 'invalid keys'],
    ['with NaN', '/ez', { ezkey: 'k', stat: 'a', value: 'NaN' }, ['bad-value'], expect.anything()],
    ['with Infinity', '/ez', { ezkey: 'k', stat: 'a', count: '1e999' }, ['bad-count'], expect.anything()],
    ['with an empty number', '/ez', { ezkey: 'k', stat: 'a', count: '' }, ['bad-count'], expect.anything()],
    [
      'with a hexadecimal number',
      '/ez',
      { ezkey: 'k', stat: 'a', count: '0x10' },
      ['number-form'],
      expect.anything(),
    ],
    [
      'with a fraction of a second',
      '/ez',
      { ezkey: 'k', stat: 'a', count: '1', t: '1.5' },
      ['bad-timestamp'],
      expect.anything(),
    ],
    [
      'with milliseconds',
      '/ez',
      { ezkey: 'k', stat: 'a', count: '1', t: '1700000000000' },
      ['timestamp-not-seconds'],
      expect.anything(),
    ],
    [
      'with a field that nothing reads',
      '/ez',
      { ezkey: 'k', stat: 'a', count: '1', b: '' },
      ['unknown-field'],
      expect.anything(),
    ],
    [
      'with 256 bytes of name',
      '/ez',
      { ezkey: 'k', stat: 'é'.repeat(128), count: '1' },
      ['name-too-long'],
      expect.anything(),
    ],
    [
      'with a line feed in a name',
      '/ez',
      { ezkey: 'k', stat: 'a\nb', count: '1' },
      ['name-character'],
      expect.anything(),
    ],
    [
      'with two rollups',
      '/ez',
      { ezkey: 'k', stat: 'a~b~c', count: '1' },
      ['name-character'],
      expect.anything(),
    ],
    [
      'with an empty part of a rollup',
      '/ez',
      { ezkey: 'k', stat: 'a~b,', count: '1' },
      ['empty-name'],
      expect.anything(),
    ],
  ])('%s', async (_name, path, fields, codes, msg) => {
    const receiver = await openReceiver();
    const { status, body } = await postForm(receiver, path, fields);
    expect([status, JSON.parse(body), codesOf(receiver)]).toEqual([200, error(msg), codes]);
    expect(receiver.totals.pointCount).toBe(0);
  });

  test('at another path, by another method, encoded, or with a field twice', async () => {
    const receiver = await openReceiver();
    const { http } = receiver.endpoints;
    expect((await ask(`${http}/nothing`)).status).toBe(404);
    expect((await ask(`${http}/ez`, { method: 'PUT' })).status).toBe(405);
    const body = 'ezkey=k&stat=a&count=1';
    expect((await ask(`${http}/ez`, { headers: { ...form, 'content-encoding': 'gzip' }, body })).status).toBe(
      200,
    );
    await ask(`${http}/ez?count=2`, { headers: form, body });
    await ask(`${http}/ez`, { headers: { 'content-type': 'text/plain' }, body });
    expect(codesOf(receiver)).toEqual([
      'bad-request',
      'bad-request',
      'bad-request',
      'duplicate-field',
      'bad-request',
    ]);
    expect(receiver.totals.pointCount).toBe(0);
  });
});

describe('bulk JSON is refused as a whole', () => {
  test.each<[string, unknown, string[], unknown]>([
    ['that is none', '{"ezkey":"k","data":[', ['bad-json'], expect.stringContaining('json')],
    ['that is a list', [], ['bad-json'], expect.stringContaining('json')],
    ['without a key', { data: [] }, ['no-key'], 'no ezkey specified'],
    ['without data', { ezkey: 'k' }, ['bad-json'], expect.stringContaining('json')],
    [
      'with a null',
      { ezkey: 'k', data: [{ stat: 'a', value: null }] },
      ['count-or-value'],
      expect.anything(),
    ],
    ['with a text', { ezkey: 'k', data: [{ stat: 'a', value: 'b' }] }, ['bad-value'], expect.anything()],
    [
      'with a bad item among good ones',
      { ezkey: 'k', data: [{ stat: 'a', count: 1 }, { count: 1 }] },
      ['empty-name'],
      expect.anything(),
    ],
    [
      'with a stat that was of another kind',
      {
        ezkey: 'k',
        data: [
          { stat: 'a', count: 1 },
          { stat: 'a', value: 1 },
        ],
      },
      ['kind-changed'],
      expect.anything(),
    ],
  ])('%s', async (_name, json, codes, msg) => {
    const receiver = await openReceiver();
    const { status, body } = await askJson(`${receiver.endpoints.http}/ez`, json);
    expect([status, JSON.parse(body), codesOf(receiver)]).toEqual([200, error(msg), codes]);
    expect(receiver.totals.pointCount).toBe(0);
  });

  test.each([
    ['1001 points', Array(1001).fill({ stat: 'a', count: 1 })],
    ['1001 names of rollups', [{ stat: `a~${'b,'.repeat(1000)}b`, count: 1 }]],
  ])('with %s', async (_name, data) => {
    const receiver = await openReceiver();
    const { status, body } = await postBulk(receiver, data);
    expect([status, JSON.parse(body)]).toEqual([200, error('json too long')]);
    expect(JSON.parse((await postBulk(receiver, Array(1000).fill({ stat: 'a', count: 1 }))).body)).toEqual({
      status: 200,
      msg: 'ok',
      multiple: 1000,
    });
  });
});
