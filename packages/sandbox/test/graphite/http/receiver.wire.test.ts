import { once } from 'node:events';
import { expect, test } from 'vitest';
import { testCertificate } from '../../listen/certificate.ts';
import { connectTo } from '../../listen/sender.ts';
import { jsonPoint, openReceiver, postPoints } from '../open-receiver.ts';

test.each([
  ['http', () => ({ http: true })],
  ['https', () => ({ http: testCertificate })],
])('%s takes points and answers', async (scheme, options) => {
  const receiver = await openReceiver(options());
  const endpoint = receiver.endpoints.http!;
  expect(endpoint).toMatch(new RegExp(`^${scheme}://127\\.0\\.0\\.1:\\d+/graphite/metrics$`));
  const { status, headers, body } = await postPoints(endpoint);
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  expect(JSON.parse(body)).toEqual({ Invalid: 0, Published: 1, ValidationErrors: {} });
  expect([...receiver.totals.find('a.b')!.points]).toEqual([[10, 1.5]]);
  expect(receiver.totals).toMatchObject({ requestCount: 1, connectionCount: 1, badLineCount: 0 });
  expect([...receiver.totals.statusCounts]).toEqual([[200, 1]]);
});

test('bad points are answered with their reasons', async () => {
  const receiver = await openReceiver({ http: true });
  const { status, body } = await postPoints(receiver.endpoints.http!, [{ ...jsonPoint, interval: 0 }]);
  expect([status, body]).toEqual([400, expect.stringContaining('interval is missing')]);
  expect(receiver.totals.badLines).toMatchObject([{ defects: [{ code: 'bad-interval' }] }]);
});

test('whoever has not the expected Authorization is told so', async () => {
  const receiver = await openReceiver({ http: { authorization: 'Bearer 1:token' } });
  const endpoint = receiver.endpoints.http!;
  expect((await postPoints(endpoint)).status).toBe(401);
  expect((await postPoints(endpoint, [], { authorization: 'Bearer 1:token' })).status).toBe(200);
  expect([...receiver.totals.statusCounts]).toEqual([[401, 1], [200, 1]]); // biome-ignore format: one pair a status
});

test('a query does not hide the path', async () => {
  const receiver = await openReceiver({ http: true });
  expect((await postPoints(`${receiver.endpoints.http}?a=/b`)).status).toBe(200);
  expect((await postPoints(`${receiver.endpoints.http}/more`)).status).toBe(404);
});

test('a body beyond 32 MiB is too large', async () => {
  const receiver = await openReceiver({ http: true });
  const { status } = await postPoints(receiver.endpoints.http!, 'x'.repeat(33 * 1024 * 1024));
  expect([status, receiver.totals.pointCount]).toEqual([413, 0]);
});

test('what is no HTTP ends its connection only', async () => {
  const receiver = await openReceiver({ http: true });
  const { host } = new URL(receiver.endpoints.http!);
  const socket = await connectTo(`tcp://${host}`);
  const closed = once(socket.resume(), 'close');
  socket.on('error', () => {});
  socket.write('a 1 10\n\n');
  await closed;
  expect((await postPoints(receiver.endpoints.http!)).status).toBe(200);
});
