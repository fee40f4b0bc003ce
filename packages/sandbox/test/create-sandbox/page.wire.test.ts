import { expect, test } from 'vitest';
import type { LiveMessage } from '../../src/live/messages.ts';
import { openSandbox } from './open.ts';

/** The first message of the stream. */
async function firstMessage(pageUrl: string, query = ''): Promise<LiveMessage> {
  const { body } = await fetch(`${pageUrl}api/live?${query}`);
  let text = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.endsWith('\n\n')) break;
  }
  return JSON.parse(text.slice(text.indexOf('data: ') + 6));
}

function post(pageUrl: string, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${pageUrl}api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

test('the page is told what came, where, and how to send there', async () => {
  const sandbox = await openSandbox({ backends: ['stathat', 'graphite'], page: true });
  await fetch(`${sandbox.endpoints.stathat}/ez?ezkey=k&stat=sales&count=3`);
  await fetch(`${sandbox.endpoints.stathat}/ez?ezkey=k&stat=bad`);
  const { backends, rows, badLines } = await firstMessage(sandbox.pageUrl!, 'backend=stathat');
  expect(backends.map(({ name }) => name)).toEqual(['stathat', 'graphite']);
  expect(backends[0]).toMatchObject({
    endpoints: [{ protocol: 'http', url: sandbox.endpoints.stathat }],
    environment: [
      'OTEL_METRICS_EXPORTER=stathat',
      `OTEL_EXPORTER_STATHAT_ENDPOINT=${sandbox.endpoints.stathat}`,
      'OTEL_EXPORTER_STATHAT_EZ_KEY=sandbox',
    ],
    faultKinds: sandbox.faults.stathat.kinds,
    fault: null,
    totals: { seriesCount: 1, forgottenSeriesCount: 0, lineCount: 1, badLineCount: 1, packetCount: 2 },
  });
  expect(backends[1]!.endpoints.map(({ protocol }) => protocol)).toEqual(['tcp', 'udp', 'pickle']);
  expect(rows).toMatchObject([{ backend: 'stathat', name: 'sales', latest: 3 }]);
  expect(badLines).toMatchObject([{ backend: 'stathat', isTaken: false }]);
});

test('the page switches faults', async () => {
  const { faults, endpoints, pageUrl } = await openSandbox({ backends: ['stathat', 'statsd'], page: true });
  const fault = { kind: 'answer', status: 503 };
  expect((await post(pageUrl!, 'fault', { backend: 'stathat', fault })).status).toBe(204);
  expect([faults.stathat.active, faults.statsd.active]).toEqual([fault, undefined]);
  expect((await fetch(`${endpoints.stathat}/ez?ezkey=k&stat=a&count=1`)).status).toBe(503);
  expect((await firstMessage(pageUrl!)).backends[0]!.fault).toEqual(fault);
  expect((await post(pageUrl!, 'fault', { backend: 'stathat', fault: null })).status).toBe(204);
  expect((await fetch(`${endpoints.stathat}/ez?ezkey=k&stat=a&count=1`)).status).toBe(204);
});

test.each([
  ['statsd', { kind: 'answer', status: 503 }, 'fault: kind: "answer" is not one of'],
  ['stathat', { kind: 'explode' }, 'fault: kind: "explode" is not one of'],
  ['stathat', {}, 'fault: kind: "undefined" is not one of'],
  ['stathat', { kind: 'answer', status: 200 }, 'fault: status: "200" is not one of 429, 500, 503'],
  ['stathat', { kind: 'slow', millis: '7' }, 'fault: millis: "7" is no number'],
  ['stathat', { kind: 'drop' }, 'fault: percent: "undefined" is no number'],
])('the page is told why %s cannot have the fault %j', async (backend, fault, reason) => {
  const { faults, pageUrl } = await openSandbox({ backends: ['stathat', 'statsd'], page: true });
  const response = await post(pageUrl!, 'fault', { backend, fault });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(reason)]);
  expect([faults.stathat.active, faults.statsd.active]).toEqual([undefined, undefined]);
});

test.each(['page', 'program'])('what was received is forgotten when the %s says so', async (who) => {
  const sandbox = await openSandbox({ backends: ['stathat'], page: true });
  await fetch(`${sandbox.endpoints.stathat}/ez?ezkey=k&stat=a&count=1`);
  expect((await firstMessage(sandbox.pageUrl!)).matchCount).toBe(1);
  if (who === 'page') expect((await post(sandbox.pageUrl!, 'reset', {})).status).toBe(204);
  else sandbox.reset();
  expect(await firstMessage(sandbox.pageUrl!)).toMatchObject({ matchCount: 0, lines: [] });
  expect(sandbox.receivers.stathat.totals.pointCount).toBe(0);
});

test('faults may be there from the start', async () => {
  const fault = { kind: 'answer', status: 429 } as const;
  const { faults, endpoints } = await openSandbox({ backends: ['stathat'], faults: { stathat: fault } });
  expect(faults.stathat.active).toEqual(fault);
  expect((await fetch(`${endpoints.stathat}/ez?ezkey=k&stat=a&count=1`)).status).toBe(429);
});

test('a fault that cannot be had is an error, and nothing stays open', async () => {
  const opening = openSandbox({ faults: { statsd: { kind: 'answer', status: 503 } } });
  await expect(opening).rejects.toThrow('fault: kind: "answer" is not one of');
});

test('series beyond the bound are forgotten by the page', async () => {
  const sandbox = await openSandbox({ backends: ['stathat'], page: true, maxSeries: 2 });
  for (const stat of ['a', 'b', 'c'])
    await fetch(`${sandbox.endpoints.stathat}/ez?ezkey=k&stat=${stat}&count=1`);
  const { backends } = await firstMessage(sandbox.pageUrl!);
  expect(backends[0]!.totals).toMatchObject({ seriesCount: 2, forgottenSeriesCount: 1, lineCount: 3 });
});
