import { describe, expect, test } from 'vitest';
import type { RequestVector } from '../http/vector.ts';
import { askVector, loadRequests } from '../http/vector.ts';
import { codesOf, openReceiver } from './open-receiver.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A client that does not escape names; the last byte of its body is cut off. */
const broken = new Map([['npm-stathat-9', ['unknown-field', 'bad-count']]]);

const forms = loadRequests('stathat-form');
const bulks = loadRequests('stathat-ez-json');

describe('a form of', () => {
  test.each(forms.map((vector) => [vector.id, vector] as const))('%s', async (id, vector) => {
    const receiver = await openReceiver();
    const { status, body } = await askVector(receiver.endpoints.http, vector);
    if (vector.do_not_reproduce) {
      expect([status, JSON.parse(body).status]).toEqual([200, 500]);
      expect([...codesOf(receiver)].sort()).toEqual([...broken.get(id)!].sort());
      return;
    }
    expect(codesOf(receiver)).toEqual([]);
    expect([status, body]).toEqual(id === 'csharp-1' ? [200, '{"status":200,"msg":"ok"}'] : [204, '']);
    const { stats, classicStats } = receiver.totals;
    const points = [...stats.values(), ...classicStats.values()].flatMap((stat) => stat.points);
    const fields = fieldsOf(vector);
    expect(points).toEqual(
      expandedNames(fields).map((stat) => expect.objectContaining(meaningOf({ ...fields, stat }))),
    );
  });
});

describe('bulk JSON of', () => {
  test.each(bulks.map((vector) => [vector.id, vector] as const))('%s', async (_id, vector) => {
    const receiver = await openReceiver();
    const { status, body } = await askVector(receiver.endpoints.http, vector);
    const { data } = vector.request.body!.json as { data: readonly Fields[] };
    expect(codesOf(receiver)).toEqual([]);
    expect([status, JSON.parse(body)]).toEqual([200, { status: 200, msg: 'ok', multiple: data.length }]);
    const points = [...receiver.totals.stats.values()].flatMap((stat) => stat.points);
    const meant = (vector.expands_to ?? data).map((item) => expect.objectContaining(meaningOf(item)));
    expect(points).toEqual(meant);
  });
});

function fieldsOf({ request: { query, body } }: RequestVector): Fields {
  return { ...query, ...body?.fields };
}

/** The one vector with `~` that is a form has no `expands_to`. */
function expandedNames({ stat, key }: Fields): readonly string[] {
  const [prefix, list] = String(stat ?? key).split('~') as [string, string?];
  return list === undefined ? [prefix] : list.split(',').map((part) => `${prefix} ${part}`);
}

function meaningOf({ stat, count, value, t }: Fields): Fields {
  const kind = count === undefined ? 'value' : 'count';
  const time = t === undefined || t === null ? { isTimed: false } : { isTimed: true, timestamp: Number(t) };
  return { kind, stat, value: Number(count ?? value), ...time };
}
