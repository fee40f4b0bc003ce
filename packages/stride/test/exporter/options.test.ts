import { expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { ConfigError, StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';
import { wireStride } from './wired.ts';

const warnings = diagWarnings();

function problemsOf(options: object): string {
  try {
    new StrideMetricExporter(options as StrideMetricExporterOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('the constructor took everything');
}

const endpoint = 'https://h';

it.each<[options: StrideMetricExporterOptions | object, says: string]>([
  [{}, 'endpoint is missing'],
  [{ apiKey: 'key' }, 'endpoint is missing'],
  [{ endpoint, auth: 'bearer' }, 'auth is invalid; it needs an apiKey'],
  [{ endpoint, auth: 'basic' }, 'auth is invalid; it needs an apiKey'],
  [{ apiKey: 'user:password' }, 'apiKey is invalid; it has a colon'],
  [{ apiKey: '名', auth: 'bearer' }, 'characters that HTTP does not allow'],
  [{ endpoint, body: 'ndjson', streamPerMetric: true }, 'body is invalid; with streamPerMetric'],
  [{ endpoint, stream: 'a-b' }, 'stream is invalid'],
  [{ endpoint, path: 'collect' }, 'path is invalid'],
  [{ endpoint, fieldNames: { when: 'ts' } }, 'fieldNames is invalid'],
  [{ endpoint, fieldNames: { id: 'name' } }, 'two parts have one name'],
  [{ endpoint, fieldNames: { id: '' } }, 'a name is empty'],
  [{ endpoint, flatten: true, fieldNames: { id: 'attr_id' } }, 'no name may begin as those of attributes'],
  [{ endpoint: 'tcp://h:1' }, 'endpoint is invalid'],
  [{ endpoint, maxEvents: 0 }, 'maxEvents is invalid'],
])('refuses %j', (options, says) => {
  expect(problemsOf(options)).toContain(says);
});

it('takes a user in the URL, or an own header, in place of a key', () => {
  for (const options of [
    { endpoint: 'https://u:p@h', auth: 'basic' },
    { endpoint, auth: 'basic', headers: { Authorization: 'Basic eDp5' } },
    { endpoint },
  ] as const) {
    expect(() => new StrideMetricExporter(options)).not.toThrow();
  }
});

it('takes other names for the parts of events', async () => {
  const fieldNames = { timestamp: 'ts', id: 'event "id"', attributes: 'tags' };
  const wired = wireStride({ fieldNames });
  wired.meter.createCounter('orders').add(1, { a: 1 });
  const [event] = await wired.events();
  expect(Object.keys(event!).slice(0, 2)).toEqual(['ts', 'event "id"']);
  expect(event!.tags).toEqual({ a: 1 });
});

it('makes columns of attributes, and filters them', async () => {
  const wired = wireStride({ flatten: true, attributes: { exclude: ['secret'] } });
  wired.meter.createCounter('orders').add(1, { 'a.b': 1, a_b: 2, 'http.route': '/', secret: 's' });
  const [event] = await wired.events();
  const columns = Object.entries(event!).filter(([key]) => key.startsWith('attr_'));
  expect(columns).toEqual([
    ['attr_a_b', 1],
    [expect.stringMatching(/^attr_a_b_[0-9a-f]{8}$/), 2],
    ['attr_http_route', '/'],
  ]);
  expect(event).not.toHaveProperty('attributes');
});

it('reads every variable, and warns of those that are unusable', async () => {
  const set = {
    STREAM: 'm1',
    BODY: 'multi-stream',
    FIELD_NAMES: 'timestamp=ts,id=event_id',
    PREFIX: 'shop',
    FLATTEN: 'true',
    ATTRIBUTES_INCLUDE: 'a',
    MAX_EVENTS: '1',
    AUTH: 'sometimes',
  };
  for (const [name, value] of Object.entries(set)) vi.stubEnv(`OTEL_EXPORTER_STRIDE_${name}`, value);
  const wired = wireStride();
  wired.meter.createCounter('orders').add(1, { a: 1, b: 2 });
  wired.meter.createCounter('others').add(1);
  const events = await wired.events();
  expect(events.map(({ name, attr_a, attr_b }) => [name, attr_a, attr_b])).toEqual([
    ['shop.orders', 1, undefined],
    ['shop.others', undefined, undefined],
  ]);
  expect(wired.transport.payloads).toHaveLength(2);
  expect(wired.transport.text).toMatch(/^\{"m1":\[\{"ts":"[^"]+","event_id":"/);
  expect(warnings.join()).toContain('OTEL_EXPORTER_STRIDE_AUTH is invalid');
});
