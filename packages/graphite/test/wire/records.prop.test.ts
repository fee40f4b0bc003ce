import { shorten } from '@otelwire/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyDouble } from '../../../core/test/otel/arbitraries.ts';
import { json } from '../../src/wire/json.ts';
import { pathName } from '../../src/wire/name.ts';
import { plaintext } from '../../src/wire/plaintext.ts';
import { tagKey, tagValue } from '../../src/wire/tags.ts';
import { anyPairs, anySecond, anyText } from './arbitraries.ts';
import { linesOfDatagram, readLine, readPath } from './carbon.ts';
import { template, textOf, write } from './records.ts';

const anyPoint = fc.record({
  name: anyText,
  statistic: fc.constantFrom('', 'count', 'p99_9'),
  attributes: anyPairs,
  value: anyDouble,
  second: anySecond,
});
const anyCommon = fc.record({
  prefix: fc.oneof(fc.constant(''), anyText),
  commonTags: anyPairs,
  apiKey: fc.constantFrom(undefined, 'key-1'),
});

interface Named {
  readonly name: string;
  readonly statistic: string;
}

function expectedName({ name, statistic }: Named, prefix: string, apiKey?: string): string {
  const dotted = prefix === '' || prefix.endsWith('.') ? prefix : `${prefix}.`;
  const parts = [apiKey, shorten(pathName(dotted + name), 175), statistic];
  return parts.filter((part) => part !== undefined && part !== '').join('.');
}

function expectedTags(...lists: (readonly (readonly [string, string])[])[]): Map<string, string> {
  return new Map(lists.flat().map(([key, value]) => [tagKey(key), tagValue(value)]));
}

/** As Python compares texts. */
function byCodePoints(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  const at = left!.findIndex((code, i) => code !== right![i]);
  return at < 0 ? left!.length - right!.length : left![at]! - (right![at] ?? -1);
}

it('whatever a metric and its attributes are called, a line is one point of one series', () => {
  fc.assert(
    fc.property(anyPoint, anyCommon, (point, common) => {
      const { payloads, refusals } = write(plaintext, [point], common);
      expect(refusals).toEqual([]);
      expect(payloads[0]!.length).toBeLessThanOrEqual(16_384);
      const [line, ...others] = linesOfDatagram(payloads[0]!);
      expect(others).toEqual([]);
      const { name, tags, value, timestamp } = readLine(line!);
      expect(name).toBe(expectedName(point, common.prefix, common.apiKey));
      expect(tags).toEqual(expectedTags(common.commonTags, point.attributes));
      const texts = Array.from(tags, ([key, tag]) => `;${key}=${tag}`);
      expect([...texts].sort(byCodePoints)).toEqual(texts);
      expect([value, timestamp]).toEqual([point.value + 0, point.second]);
    }),
    { numRuns: 2000 },
  );
});

it('whatever a metric and its attributes are called, a template makes a path of file names', () => {
  const templates = ['{prefix}.{name}', 'x.{attr:a}.{name}.{attr:b}-{prefix}.{resource:r}'].map(template);
  fc.assert(
    fc.property(anyPoint, anyCommon, fc.constantFrom(...templates), anyText, (point, common, one, text) => {
      const options = { ...common, template: one, resource: () => text };
      const [line, ...others] = linesOfDatagram(write(plaintext, [point], options).payloads[0]!);
      expect(others).toEqual([]);
      const { name, tags, value, timestamp } = readLine(line!);
      expect(name).toMatch(/^[\w:#-]{1,191}(?:\.[\w:#-]{1,191})*$/);
      expect(tags.size).toBe(0);
      expect([value, timestamp]).toEqual([point.value + 0, point.second]);
    }),
    { numRuns: 1000 },
  );
});

it('whatever a metric and its attributes are called, JSON has it as a line has it', () => {
  const templates = fc.constantFrom(undefined, template('{attr:a}.{prefix}.{name}'));
  fc.assert(
    fc.property(
      fc.array(anyPoint, { minLength: 1, maxLength: 3 }),
      anyCommon,
      templates,
      (points, common, one) => {
        const options = { ...common, template: one };
        const objects = JSON.parse(textOf(json(10), points, options));
        const lines = linesOfDatagram(Buffer.from(textOf(plaintext, points, options))).map(readLine);
        const read = lines.map(({ name, tags, value, timestamp }) => ({
          name,
          interval: 10,
          value,
          time: timestamp,
          ...(one === undefined && { tags: Array.from(tags, ([key, tag]) => `${key}=${tag}`) }),
        }));
        expect(objects).toEqual(read);
      },
    ),
    { numRuns: 1000 },
  );
});

it('whatever a tag says, it is read again as it was written', () => {
  fc.assert(
    fc.property(anyText, anyText, (key, value) => {
      const { tags } = readPath(`n;${tagKey(key)}=${tagValue(value)}`);
      expect([...tags]).toEqual([[tagKey(key), tagValue(value)]]);
    }),
    { numRuns: 2000 },
  );
});
