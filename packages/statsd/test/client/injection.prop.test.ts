import { createMemoryTransport } from '@otelwire/core';
import { type Dialect, isAccepted, parseRecord, type StatsdRecord } from '@otelwire/sandbox';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DogStatsdClient, type DogStatsdMetrics, StatsdClient, type Tags } from '../../src/client/index.ts';
import { hostileNumber, hostileTags, hostileText } from './hostile.ts';
import { linesOf } from './lines.ts';

const MAX_PAYLOAD_BYTES = 1024;
/** The record of a line that a strict receiver takes. */
function strictlyRead(line: string, dialect: Dialect): StatsdRecord {
  const { record, defects } = parseRecord(line, dialect);
  expect(isAccepted(defects, true), `${JSON.stringify(line)}: ${JSON.stringify(defects)}`).toBe(true);
  return record!;
}

/** What one call becomes: lines that are read strictly, or a drop; all of it within the limit, and all of it counted. */
async function sent(
  dialect: Dialect,
  globalTags: Record<string, string>,
  call: (metrics: DogStatsdMetrics) => void,
): Promise<StatsdRecord[]> {
  const transport = createMemoryTransport();
  const common = { transport, globalTags, maxPayloadBytes: MAX_PAYLOAD_BYTES };
  const client =
    dialect === 'dogstatsd'
      ? new DogStatsdClient({ ...common, originDetection: false })
      : new StatsdClient({ ...common, dialect });
  call(client as DogStatsdClient);
  await client.close();
  for (const { length } of transport.payloads) expect(length).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
  const { accepted, delivered, dropped } = client.accounting;
  const droppedPoints = Object.values(dropped).reduce((sum, points) => sum + points, 0);
  expect([accepted, delivered + droppedPoints]).toEqual([1, 1]);
  const records = linesOf(transport.text).map((line) => strictlyRead(line, dialect));
  expect(records.length === 0).toBe(droppedPoints === 1);
  return records;
}

function tagCount(tags: Tags): number {
  return Array.isArray(tags) ? tags.length : Object.keys(tags).length;
}

const dialects: Dialect[] = ['plain', 'dogstatsd', 'influxdb', 'librato', 'signalfx', 'graphite'];

describe.each(dialects)('in the dialect %s, whatever an application passes', (dialect) => {
  const onlyOne = (records: StatsdRecord[], tags: Tags) => {
    expect(records.length).toBeLessThanOrEqual(1);
    for (const record of records) expect(record.tags.length).toBeLessThanOrEqual(1 + tagCount(tags));
  };

  test('a counter is one record with no tag too many', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileNumber, hostileTags, async (name, value, tags) => {
        const records = await sent(dialect, { env: 'test' }, (metrics) =>
          metrics.counter(name, value, { tags }),
        );
        onlyOne(records, tags);
        if (name !== '' && Number.isFinite(value) && tagCount(tags) === 0)
          expect(records).toMatchObject([{ type: 'c', values: [value + 0] }]);
      }),
    );
  });

  test('a gauge ends at its value, in one line or in two', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileNumber, hostileTags, async (name, value, tags) => {
        const records = await sent(dialect, {}, (metrics) => metrics.gauge(name, value, { tags }));
        const values = records.map((record) => (record.kind === 'metric' ? record.values[0] : undefined));
        if (values.length > 0)
          expect(values).toEqual(value < 0 && dialect !== 'dogstatsd' ? [0, value] : [value + 0]);
      }),
    );
  });

  test('a timer is one record', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileNumber, hostileTags, async (name, value, tags) => {
        onlyOne(
          await sent(dialect, { env: 'test' }, (metrics) => metrics.timer(name, value, { tags })),
          tags,
        );
      }),
    );
  });

  test('a member of a set is one record with one member', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, hostileTags, async (name, member, tags) => {
        const records = await sent(dialect, { env: 'test' }, (metrics) =>
          metrics.set(name, member, { tags }),
        );
        onlyOne(records, tags);
        if (name !== '' && member !== '' && tagCount(tags) === 0)
          expect(records).toMatchObject([{ type: 's' }]);
      }),
    );
  });

  test('the prefix and the tags of a child add no record and no tag', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTags, hostileText, async (tags, value) => {
        const prefix = value.replace(/\p{Cc}/gu, '');
        const records = await sent(dialect, { env: 'test' }, (metrics) => {
          (metrics as DogStatsdClient).child({ prefix, tags }).increment('name');
        });
        onlyOne(records, tags);
      }),
    );
  });
});

describe('whatever an application passes', () => {
  const field = fc.option(hostileText, { nil: undefined });

  test('an event is one record whose title and text come back', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        hostileText,
        field,
        field,
        hostileTags,
        async (title, text, hostname, key, tags) => {
          const event = { title, text, hostname, aggregationKey: key, sourceType: key, tags };
          const records = await sent('dogstatsd', { env: 'test' }, (metrics) => metrics.event(event));
          expect(records.length).toBeLessThanOrEqual(1);
          for (const record of records) {
            expect(record.kind).toBe('event');
            if (record.kind !== 'event') continue;
            expect(record.tags.length).toBeLessThanOrEqual(1 + tagCount(tags));
            expect(record.title).toBe(comesBack(title));
            if (record.text.endsWith('...'))
              expect(comesBack(text)).toContain(record.text.slice(0, -3).replace(/�$/, ''));
            else expect(record.text).toBe(comesBack(text));
          }
        },
      ),
    );
  });

  test('a service check is one record with its name and status', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        hostileText,
        field,
        hostileTags,
        async (name, message, hostname, tags) => {
          const check = { name, status: 'critical', message, hostname, tags } as const;
          const records = await sent('dogstatsd', { env: 'test' }, (metrics) => metrics.serviceCheck(check));
          expect(records.length).toBeLessThanOrEqual(1);
          for (const record of records)
            expect(record).toMatchObject({ kind: 'service-check', status: 'critical' });
          for (const record of records) expect(record.tags.length).toBeLessThanOrEqual(1 + tagCount(tags));
        },
      ),
    );
  });

  test('things that are no text, number or tags are dropped or printed, and never throw', async () => {
    const anything = fc.anything() as fc.Arbitrary<never>;
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (name, value, options) => {
        const calls: ((metrics: DogStatsdMetrics) => void)[] = [
          (metrics) => metrics.gauge(name, value, { tags: options }),
          (metrics) => metrics.increment(name, value, { tags: options }),
          (metrics) => metrics.decrement('name', value, { tags: options }),
          (metrics) => metrics.set('name', value, { tags: options }),
          (metrics) => metrics.distribution('name', 1, { sampleRate: value }),
          (metrics) => metrics.histogram('name', 1, options),
          (metrics) => metrics.event({ title: name, text: value, tags: options }),
          (metrics) => metrics.event(value),
          (metrics) => metrics.serviceCheck({ name, status: value, message: options }),
          (metrics) => metrics.gauge('name', 1, { timestamp: value }),
        ];
        for (const call of calls) {
          await sent('dogstatsd', {}, (metrics) => {
            call(metrics);
            // a rate that is a real one may leave the call out
            if ((metrics as DogStatsdClient).accounting.accepted === 0) metrics.increment('instead');
          });
        }
      }),
    );
  });
});

/** Text after the wire: line ends are `\n`, other control characters spaces; the two characters `\n` are a line end. */
function comesBack(text: string): string {
  const escaped = text.replace(/\r\n|\r|\n/g, '\\n').replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return Buffer.from(escaped).toString().replaceAll('\\n', '\n');
}
