import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { InitialStateStreamer } from '../../src/client/index.ts';
import { eventKey } from '../../src/wire/key.ts';
import { receiver, streamerTo } from './streamer.ts';

type Call = readonly [method: string, ...args: never[]];

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly json?: unknown;
}

interface Vector {
  readonly id: string;
  readonly client: 'ISStreamer' | 'initial-state';
  readonly options?: { bucket_key?: string; buffer_size?: number };
  readonly bucket?: string | { readonly id: string; readonly name: string };
  readonly calls: readonly Call[];
  readonly requests: readonly Request[];
}

interface Event {
  readonly key: string;
  readonly value: unknown;
  readonly epoch: number | string;
}

const file = new URL('../vectors/requests.json', import.meta.url);
const { vectors }: { vectors: readonly Vector[] } = JSON.parse(readFileSync(file, 'utf8'));

/** What a request means. All clients have an `Accept-Version` and a `User-Agent` of their own; ISStreamer names the bucket twice. */
function meaningOf({ method, path, headers, json }: Request) {
  const bucketKey = path === '/api/events' ? headers['x-is-bucketkey'] : undefined;
  const [type] = String(headers['content-type']).split(';');
  return { method, path, type, accessKey: headers['x-is-accesskey'], bucketKey, json };
}

const events = (request: Request) => request.json as Event[];
const mapEvents = (requests: readonly Request[], change: (event: Event) => Event) =>
  requests.map((request) =>
    Array.isArray(request.json) ? { ...request, json: events(request).map(change) } : request,
  );
const withKeys = (requests: readonly Request[], from: string, to: string) =>
  mapEvents(requests, (event) => ({ ...event, key: event.key.replace(from, to) }));
/** The same requests to another bucket. */
const toBucket = (requests: readonly Request[], bucketKey: string, bucketName: string) =>
  requests.map((request) =>
    request.path === '/api/events'
      ? { ...request, headers: { ...request.headers, 'x-is-bucketkey': bucketKey } }
      : { ...request, json: { bucketKey, bucketName } },
  );

const KEY_OF_NAME = /^Some_Bucket_Name_[0-9a-f]{8}$/;

/** What is sent here instead, and why. */
const differences: Record<string, [why: string, sent: (requests: readonly Request[]) => readonly Request[]]> =
  {
    'is-nothing': ['a bucket without events is not made', () => []],
    'is-nan': ['NaN is no JSON: it is refused, and counted', () => []],
    'is-nested': ['objects are no values: they are refused, and counted', () => []],
    'is-epoch-micros': [
      'milliseconds are kept',
      (requests) => mapEvents(requests, (event) => ({ ...event, epoch: 1795324211.123 })),
    ],
    'is-long-key': [
      'the API allows 100 characters of a key',
      (requests) => mapEvents(requests, (event) => ({ ...event, key: eventKey(event.key, '', '') })),
    ],
    'is-list': ['the class has another name', (requests) => withKeys(requests, 'list_', 'Array_')],
    'is-dict': ['the class has another name', (requests) => withKeys(requests, 'dict_', 'Object_')],
    'is-more-than-ten-in-a-flush': [
      'the API asks for ten events a request',
      ([bucket, all]) => [
        bucket!,
        ...[0, 10, 20].map((from) => ({ ...all!, json: events(all!).slice(from, from + 10) })),
      ],
    ],
    'is-set-bucket-while-events-wait': [
      'an event keeps the bucket that it was logged to',
      ([old, next, both]) => [
        old!,
        { ...both!, headers: { ...both!.headers, 'x-is-bucketkey': 'bucket_key' }, json: [events(both!)[0]] },
        next!,
        { ...both!, json: [events(both!)[1]] },
      ],
    ],
    'is-name-only': [
      'the key is made of the name, so that the next run finds the bucket again',
      (requests) => toBucket(requests, expect.stringMatching(KEY_OF_NAME), 'Some Bucket Name'),
    ],
    'npm-name-with-blanks': [
      'a key travels in a header, and keeps to letters, digits, _ and -',
      (requests) => toBucket(requests, expect.stringMatching(KEY_OF_NAME), 'Some Bucket Name'),
    ],
    'npm-number-and-boolean': [
      'numbers and booleans stay what they are',
      (requests) => mapEvents(requests, (event) => ({ ...event, value: event.key === 'door' ? true : 32 })),
    ],
  };

class Reading {
  get celsius(): number {
    return 21.5;
  }
  get open(): boolean {
    return true;
  }
}

/** The time of an npm call: text of seconds, milliseconds, or a date as text. */
function dateOf(date: string | number): Date | number {
  return Number.isNaN(Number(date)) || typeof date === 'number' ? new Date(date) : Number(date);
}

const replay: Record<string, (streamer: InitialStateStreamer, ...args: never[]) => unknown> = {
  log: (streamer, key: string, value: number | 'NaN', epoch: number) =>
    streamer.log(key, value === 'NaN' ? Number.NaN : value, epoch),
  log_object: (streamer, object: object | string, keyPrefix: string | null, when: number) =>
    streamer.logObject(typeof object === 'string' ? new Reading() : object, {
      ...(keyPrefix !== null && { keyPrefix }),
      when,
    }),
  flush: (streamer) => streamer.flush(),
  set_bucket: (streamer, bucketName: string, bucketKey: string) =>
    streamer.setBucket({ bucketName, bucketKey }),
  push: (streamer, key: string, value: string, date: string | number) =>
    streamer.log(key, value, dateOf(date)),
};

/** The options of the same streamer. */
function optionsOf({ bucket, client, options = {} }: Vector) {
  if (client === 'ISStreamer') {
    const { bucket_key: bucketKey = 'bucket_key', buffer_size: bufferSize } = options;
    return { bucketName: 'Some Bucket Name', bucketKey: bucketKey || undefined, bufferSize };
  }
  if (typeof bucket === 'object') return { bucketKey: bucket.id, bucketName: bucket.name };
  return bucket!.includes(' ')
    ? { bucketKey: undefined, bucketName: bucket }
    : { bucketKey: bucket, bucketName: undefined };
}

test.each(vectors)('$id: $client and this streamer send the same', async (vector) => {
  const accessKey = String(vector.requests[0]!.headers['x-is-accesskey']);
  const server = await receiver([accessKey]);
  const streamer = streamerTo(server, { accessKey, ...optionsOf(vector) });
  for (const [method, ...args] of vector.calls) {
    await replay[method]!(streamer, ...args);
    await setImmediate();
  }
  await streamer.close();
  const [, sent = (same: readonly Request[]) => same] = differences[vector.id] ?? [];
  // the time is a text in those of npm
  const wanted = mapEvents(vector.requests, (event) => ({ ...event, epoch: Number(event.epoch) }));
  const requests = server.totals.requests.kept.map((request) => ({
    ...request,
    json: JSON.parse(request.body),
  }));
  expect(inBuckets(requests.map(meaningOf))).toEqual(inBuckets(sent(wanted).map(meaningOf)));
  expect(server.totals.badRequests).toEqual([]);
});

/** Requests to several buckets overtake each other; those to one do not. */
function inBuckets(requests: readonly ReturnType<typeof meaningOf>[]) {
  const bucketOf = ({ bucketKey, json }: (typeof requests)[number]) =>
    String(bucketKey ?? (json as { bucketKey: unknown }).bucketKey);
  return requests.length <= 3
    ? requests
    : [...requests].sort((a, b) => (bucketOf(a) < bucketOf(b) ? -1 : Number(bucketOf(a) > bucketOf(b))));
}

test('every difference is one of a vector, and says why', () => {
  const ids = vectors.map(({ id }) => id);
  expect(ids).toHaveLength(new Set(ids).size);
  for (const [id, [why]] of Object.entries(differences)) {
    expect(ids).toContain(id);
    expect(why).not.toBe('');
  }
});
