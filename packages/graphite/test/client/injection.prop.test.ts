import { createMemoryTransport } from '@otelwire/core';
import type { GraphitePoint } from '@otelwire/sandbox';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GraphiteClient, type GraphiteClientOptions } from '../../src/client/index.ts';
import { hostileNumber, hostileTags, hostileText } from './hostile.ts';
import { clockAtNow, NOW } from './lines.ts';
import { type FormatName, formats, strictlyRead } from './strictly-read.ts';

/** Before a frame of pickle. */
const PREFIX_BYTES = 4;

/** What one call becomes: one point that is read strictly, or a drop; within the limit, and counted. */
async function sent(
  format: FormatName,
  options: GraphiteClientOptions,
  call: (client: GraphiteClient) => void,
): Promise<GraphitePoint | undefined> {
  const transport = createMemoryTransport();
  const { maxPayloadBytes = 1024 } = options;
  const common = { maxPayloadBytes, clock: clockAtNow, transport };
  const client = new GraphiteClient({ ...formats[format], ...options, ...common });
  call(client);
  await client.close();
  for (const { length } of transport.payloads)
    expect(length).toBeLessThanOrEqual(maxPayloadBytes + PREFIX_BYTES);
  const { accepted, delivered, dropped } = client.accounting;
  const droppedPoints = Object.values(dropped).reduce((sum, points) => sum + points, 0);
  expect([accepted, delivered + droppedPoints]).toEqual([1, 1]);
  const points = strictlyRead(format, transport.payloads);
  expect(points).toHaveLength(delivered);
  return points[0];
}

const templates = [undefined, '{prefix}.{name}', 'a.{attr:host}.{prefix}.{name}.{attr:b}', 'x.{name}.y'];
const names = Object.keys(formats) as FormatName[];

describe.each(names)('in %s, whatever an application passes', (format) => {
  test('a call is one point with its value and no tag too many, or is counted', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileNumber, hostileTags, async (path, value, tags) => {
        const options = { globalTags: { env: 'test' } };
        const point = await sent(format, options, (client) => client.send(path, value, { tags }));
        if (path === '' || !Number.isFinite(value)) expect(point).toBeUndefined();
        if (point === undefined) return;
        expect([point.value, point.timestamp]).toEqual([value + 0, NOW]);
        expect(point.tags.length).toBeGreaterThan(0);
        expect(point.tags.length).toBeLessThanOrEqual(1 + Object.keys(tags).length);
      }),
    );
  });

  test('a path is never refused for its characters', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText.filter((text) => text !== '' && text.length < 200),
        async (path) => {
          const point = await sent(format, {}, (client) => client.send(path, 1));
          expect(point).toMatchObject({ value: 1, tags: [] });
        },
      ),
    );
  });

  test('a point is one series in the paths of a template', async () => {
    const template = fc.constantFrom(...templates);
    await fc.assert(
      fc.asyncProperty(hostileText, hostileTags, template, async (path, tags, pathTemplate) => {
        const point = await sent(format, { pathTemplate }, (client) => client.send(path, 1, { tags }));
        if (point !== undefined && pathTemplate !== undefined) expect(point.tags).toEqual([]);
      }),
    );
  });

  test('the prefix and the tags of a child add no point and no tag', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTags, hostileText, async (tags, text) => {
        // options refuse control characters
        const prefix = text.replace(/\p{Cc}/gu, '');
        const point = await sent(format, {}, (client) => client.child({ prefix, tags }).send('name', 1));
        expect(point?.tags.length ?? 0).toBeLessThanOrEqual(Object.keys(tags).length);
      }),
    );
  });

  test('things that are no text, number or tags are counted or printed, and never throw', async () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
    });
    const given = anything as fc.Arbitrary<never>;
    await fc.assert(
      fc.asyncProperty(given, given, given, async (path, value, options) => {
        const calls: ((client: GraphiteClient) => void)[] = [
          (client) => client.send(path, value, options),
          (client) => client.send('name', 1, { tags: options }),
          (client) => client.send('name', 1, { timestamp: value, intervalSeconds: options }),
          (client) => client.sendAll([path]),
          (client) => client.sendAll([{ path: 'name', value: 1, tags: options, timestamp: value }]),
        ];
        for (const call of calls) await sent(format, {}, call);
      }),
    );
  });
});

test('the same attributes make the same series in every format', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, hostileTags, async (path, tags) => {
      const points = await Promise.all(
        names.map((format) =>
          sent(format, { maxPayloadBytes: 65_536 }, (client) => client.send(path, 1, { tags })),
        ),
      );
      const [first, ...others] = points.map((point) => point && [point.name, point.tags]);
      expect(others).toEqual([first, first]);
    }),
  );
});
