import { compareWith, type Sent } from './compare.ts';
import { linesFor, type Measured } from './lines.ts';
import type { Vector } from './vectors.ts';

interface TelegrafCall {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number>>;
  readonly timestamp: number | 'now';
  readonly options: { readonly tag_support?: boolean; readonly prefix?: string };
  readonly repeat?: number;
}

const now = 1_700_000_000;

/** `host.tags.measurement.field`, where tags are values in the order of their keys. */
function pathTemplate(tags: TelegrafCall['tags']): string {
  const others = Object.keys(tags).filter((key) => key !== 'host');
  const keys = 'host' in tags ? ['host', ...others.sort()] : others.sort();
  return ['{prefix}', ...keys.map((key) => `{attr:${key}}`), '{name}'].join('.');
}

async function ours({
  fields,
  measurement,
  options,
  repeat = 1,
  tags,
  timestamp,
}: TelegrafCall): Promise<Sent> {
  const second = timestamp === 'now' ? now : timestamp;
  const points = Object.entries(fields).map(([field, value]): Measured => {
    const name = field === 'value' ? measurement : `${measurement}.${field}`;
    return { name, attributes: tags, value, second };
  });
  const { prefix, tag_support } = options;
  const template = tag_support === true ? {} : { pathTemplate: pathTemplate(tags) };
  const lines = await linesFor(points, { prefix, ...template });
  return Array.from({ length: repeat }, () => lines).flat();
}

function theirs({ expect_bytes, expect_lines }: Vector<TelegrafCall>): Sent {
  const lines = expect_lines ?? expect_bytes!.split('\n').slice(0, -1);
  return lines.map((line) => line.replace('{ts}', String(now)));
}

compareWith<TelegrafCall>('encode-telegraf-graphite', ours, theirs);
