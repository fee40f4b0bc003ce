import { readFileSync } from 'node:fs';
import { formatNumber } from '@otelwire/core';
import { describe, expect, it } from 'vitest';
import { bulk, classicForm, ezForm, type Format } from '../../src/wire/format.ts';
import { serviceUrl } from '../../src/wire/service-url.ts';

interface Vector {
  readonly id: string;
  readonly do_not_reproduce?: boolean;
  readonly request: {
    readonly method: string;
    readonly path: '/ez' | '/c' | '/v';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: {
      readonly fields?: Readonly<Record<string, string>>;
      readonly json?: { readonly ezkey: string; readonly data: readonly Item[] };
    } | null;
  };
}

interface Item {
  readonly stat: string;
  readonly count?: number;
  readonly value?: number;
  readonly t?: number | null;
}

const read = (name: string): Vector[] =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8')).vectors;

/** A record as an exporter or a client writes it. */
function recordOf(format: Format, stat: string, { count, value, t }: Omit<Item, 'stat'>): string {
  const kind = count === undefined ? 'value' : 'count';
  const before = Buffer.from(format.before(stat, kind)).toString();
  return before + formatNumber((count ?? value)!) + Buffer.from(format.stamp(t ?? undefined));
}

/** Of the body, as the wire tells them apart: a missing number is undefined. */
const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

describe('a form is the one that a reference client sends', () => {
  const forms = read('stathat-form.json').filter(
    ({ request, do_not_reproduce }) => request.body?.fields !== undefined && !do_not_reproduce,
  );

  it.each(forms.map((vector) => [vector.id, vector] as const))('%s', (_id, { request }) => {
    // `vb` asks for the body that success had before 2017; an exponent is Go's way to write 1000000
    const { vb: _, ...fields } = request.body!.fields!;
    const { ezkey = '', key, stat = '', ukey = '' } = fields;
    const format = key === undefined ? ezForm(ezkey) : classicForm(ukey);
    const [count, value, t] = [numberOf(fields.count), numberOf(fields.value), numberOf(fields.t)];
    // `~` is what a client may ask for; an exporter never does
    const form = Object.fromEntries(new URLSearchParams(recordOf(format, key ?? stat, { count, value, t })));
    const expected = fields.count === '1e+06' ? { ...fields, count: '1000000' } : fields;
    expect(form).toEqual(expected);
    expect(request.method).toBe('POST');
    expect(request.headers['content-type']).toBe(format.contentType);
    expect(serviceUrl(undefined, 'stathat', request.path).pathname).toBe(request.path);
    const pathOfKind = count === undefined ? '/v' : '/c';
    expect(request.path).toBe(key === undefined ? '/ez' : pathOfKind);
  });

  it('of all vectors but those with a query and one that is broken, which the client sends in its own way', () => {
    const ids = new Set(forms.map(({ id }) => id));
    const others = read('stathat-form.json').filter(({ id }) => !ids.has(id));
    expect(others.map(({ id }) => id)).toEqual(['npm-stathat-9', 'ruby-get-1', 'go-gentleman-1']);
  });
});

describe('bulk JSON is what a reference client sends', () => {
  it.each(read('stathat-ez-json.json').map((vector) => [vector.id, vector] as const))(
    '%s',
    (_id, { request }) => {
      const { data, ezkey } = request.body!.json!;
      const format = bulk(ezkey, 500);
      const { head, separator, tail } = format.wrapping!;
      const records = data.map((item) => recordOf(format, item.stat, item));
      const text = `${Buffer.from(head)}${records.join(`${Buffer.from(separator)}`)}${Buffer.from(tail)}`;
      // `t: null`, as one sends it, says what no `t` says
      const expected = data.map(({ t, ...item }) => (t === null || t === undefined ? item : { ...item, t }));
      expect(JSON.parse(text)).toEqual({ ezkey, data: expected });
      expect(request.headers['content-type']).toBe(format.contentType);
      expect(request.path).toBe('/ez');
    },
  );
});
