import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeStreams, readStreams } from '../../src/wire/multi-stream.ts';
import { splitBody } from '../../src/wire/split-body.ts';
import { STREAM_NAME, streamOf } from '../../src/wire/stream-name.ts';

const anyEvent = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.integer())), { maxKeys: 3 });
const anyEvents = fc.array(fc.tuple(fc.constantFrom('a', 'b2', 'C_c'), anyEvent), { minLength: 1 });

type Events = readonly (readonly [stream: string, event: object])[];

/** As they are packed: a stream for each event. */
function packed(events: Events): Buffer {
  return Buffer.from(
    `{${events.map(([stream, event]) => `"${stream}":[${JSON.stringify(event)}]`).join(',\n')}}`,
  );
}

function byStream(events: Events): Record<string, object[]> {
  const streams: Record<string, object[]> = {};
  for (const [stream, event] of events) {
    const known = streams[stream] ?? [];
    known.push(event);
    streams[stream] = known;
  }
  return streams;
}

const parse = (body: Uint8Array) => JSON.parse(Buffer.from(body).toString());
/** Through JSON once, which knows no null prototypes. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

it('puts the events of each stream together, and keeps them and their order', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const before = packed(events);
      const body = composeStreams(before, readStreams(before));
      expect(parse(body)).toEqual(plain(byStream(events)));
      expect(body.length).toBeLessThanOrEqual(before.length);
      expect(composeStreams(body, readStreams(body))).toEqual(body);
    }),
  );
});

it('halves bodies of every form until one event is left, and loses none', () => {
  const bodies = fc.constantFrom('json-array', 'ndjson', 'multi-stream' as const);
  fc.assert(
    fc.property(bodies, anyEvents, (form, events) => {
      const texts = events.map(([, event]) => JSON.stringify(event));
      const whole = {
        'json-array': Buffer.from(`[${texts.join(',\n')}]`),
        ndjson: Buffer.from(`${texts.join('\n')}\n`),
        'multi-stream': composeStreams(packed(events), readStreams(packed(events))),
      }[form];
      const pieces: Uint8Array[] = [];
      const todo: Uint8Array[] = [whole];
      while (todo.length > 0) {
        const next = todo.shift()!;
        const halves = splitBody(form, next);
        if (halves === undefined) pieces.push(next);
        else todo.unshift(...halves);
      }
      expect(pieces).toHaveLength(events.length);
      const read = pieces.map((piece) => {
        const value = parse(piece);
        if (form === 'ndjson') return value;
        return form === 'json-array'
          ? value[0]
          : Object.entries(value as object).map(([k, [v]]) => [k, v])[0];
      });
      const grouped = Object.entries(byStream(events)).flatMap(([k, own]) => own.map((event) => [k, event]));
      expect(read).toEqual(plain(form === 'multi-stream' ? grouped : events.map(([, event]) => event)));
    }),
  );
});

it('makes a name that Stride takes of any other', () => {
  expect([streamOf('http.server.duration'), streamOf('5xx'), streamOf('_a'), streamOf('')]).toEqual([
    'http_server_duration',
    'm_5xx',
    'm__a',
    'm_',
  ]);
  const anyName = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(anyName, (name) => {
      expect(streamOf(name)).toMatch(STREAM_NAME);
    }),
  );
});
