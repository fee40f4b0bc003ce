import { expect } from 'vitest';

/** A number for a stat, as it is on the wire. */
export interface Item {
  readonly stat?: string;
  readonly key?: string;
  readonly count?: number;
  readonly value?: number;
  readonly t?: number;
}

export interface Body {
  readonly keys: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
}

/** Takes a body apart as strictly as it can be: bulk JSON, or a form of one item. */
export function readBody(payload: Uint8Array): Body {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
  const { keys, items } = text.startsWith('{') ? readJson(text) : readForm(text);
  for (const item of items) {
    const { count, key, stat, t, value, ...rest } = item;
    expect(rest).toEqual({});
    expect([count, value].filter(Number.isFinite)).toHaveLength(1);
    expect(Number.isInteger(t)).toBe(true);
    expect([stat, key].filter((one) => typeof one === 'string' && one !== '')).toHaveLength(1);
    expect(stat ?? '').not.toMatch(/~|^\s|\s$|\s\s|\p{Cc}|\p{Cs}/u);
    expect(Buffer.byteLength(stat ?? '')).toBeLessThanOrEqual(255);
  }
  return { keys, items };
}

function readJson(text: string): Body {
  const { data, ...keys } = JSON.parse(text) as { readonly data: Item[] } & Record<string, never>;
  return { keys, items: data };
}

function readForm(text: string): Body {
  const params = new URLSearchParams(text);
  expect([...new Set(params.keys())]).toHaveLength(params.size);
  const { ezkey, ukey, ...fields } = Object.fromEntries(params);
  const numbers = Object.entries(fields).map(([name, field]) => [
    name,
    name === 'stat' || name === 'key' ? field : Number(field),
  ]);
  return {
    keys: { ...(ezkey && { ezkey }), ...(ukey && { ukey }) },
    items: [Object.fromEntries(numbers) as Item],
  };
}
