import { pathName, pathPart } from '../../src/wire/name.ts';
import { tagKey, tagValue } from '../../src/wire/tags.ts';
import { compareWith } from './compare.ts';
import { linesFor, pathFor } from './lines.ts';

interface MicrometerCall {
  readonly convention?: 'dimensional' | 'hierarchical' | 'camelCase';
  readonly what?: 'metric_name' | 'tag_key' | 'tag_value';
  readonly value?: string;
  readonly name?: string;
  readonly tags?: readonly (readonly [key: string, value: string])[];
  readonly tags_as_prefix?: readonly string[];
  readonly meter?: 'timer';
  readonly record_ms?: number;
}

/** With tags; and as parts of a path. */
const writers = {
  dimensional: { metric_name: pathName, tag_key: tagKey, tag_value: tagValue },
  hierarchical: { metric_name: pathName, tag_key: pathPart, tag_value: pathPart },
};

async function ours(call: MicrometerCall): Promise<string> {
  const { convention = 'dimensional', meter, name = '', tags = [], tags_as_prefix, value, what } = call;
  if (what !== undefined) return writers[convention as keyof typeof writers][what](value!);
  const attributes = Object.fromEntries(tags);
  if (meter === 'timer') {
    const histogram = { count: 1, sum: 1, min: 1, max: 1, buckets: { boundaries: [], counts: [1] } };
    const lines = await linesFor([{ name, attributes, kind: 'histogram', value: histogram, second: 1 }]);
    return lines.at(-1)!.replace(/ .*/, ' ');
  }
  const first = tags_as_prefix?.map((key) => `{attr:${key}}.`).join('');
  return pathFor({ name, attributes }, first === undefined ? {} : { pathTemplate: `${first}{name}` });
}

compareWith<MicrometerCall>(
  'encode-micrometer-graphite',
  async (call) => [await ours(call)],
  ({ expect_line_prefix, expect_value }) => [expect_value ?? expect_line_prefix!],
);
