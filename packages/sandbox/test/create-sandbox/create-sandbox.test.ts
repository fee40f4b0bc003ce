import { expect, expectTypeOf, test } from 'vitest';
import { createSandbox } from '../../src/create-sandbox.ts';
import type { GraphiteReceiver } from '../../src/graphite/receiver.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { testCertificate } from '../listen/certificate.ts';
import { openSandbox } from './open.ts';

test('only the backends that were asked for are opened, and the types know it', async () => {
  const sandbox = await openSandbox({ backends: ['graphite', 'stride'] });
  expect(Object.keys(sandbox.receivers)).toEqual(['graphite', 'stride']);
  expectTypeOf(sandbox.receivers.graphite).toEqualTypeOf<GraphiteReceiver>();
  expectTypeOf(sandbox.receivers).not.toHaveProperty('statsd');
  expectTypeOf(sandbox.environmentOf).parameter(0).toEqualTypeOf<'graphite' | 'stride'>();
});

test('without a page there is no address of one', async () => {
  expect((await openSandbox({ backends: ['statsd'] })).pageUrl).toBeUndefined();
});

test.each([
  [true, 0],
  [false, 1],
])('with strict: %s, a doubtful line counts %d', async (strict, count) => {
  const { endpoints, receivers } = await openSandbox({ backends: ['stathat'], strict });
  const url = `${endpoints.stathat}/ez?ezkey=k&stat=a&count=1&surplus=1`;
  await fetch(url);
  await receivers.stathat.waitFor(({ requestCount }) => requestCount === 1);
  expect(receivers.stathat.totals.pointCount).toBe(count);
});

test("a receiver's own options come before those of the sandbox", async () => {
  const sandbox = await openSandbox({
    backends: ['graphite', 'statsd'],
    strict: false,
    receivers: {
      graphite: { strict: true, tcp: testCertificate, udp: false, pickle: false },
      statsd: { dialect: 'librato', udp: false },
    },
  });
  expect(Object.keys(sandbox.receivers.graphite.endpoints)).toEqual(['tls']);
  expect(sandbox.endpoints.graphite).toMatch(/^tls:/);
  expect(Object.keys(sandbox.receivers.statsd.endpoints)).toEqual(['tcp', 'unix']);
  expect(sandbox.receivers.statsd.totals.dialect).toBe('librato');
});

test('it forgets what was received, all at once', async () => {
  const sandbox = await openSandbox({ backends: ['stathat', 'stride'] });
  await fetch(`${sandbox.endpoints.stathat}/ez?ezkey=k&stat=a&count=1`);
  expect(sandbox.receivers.stathat.totals.pointCount).toBe(1);
  sandbox.reset();
  expect(sandbox.receivers.stathat.totals).toMatchObject({ pointCount: 0, requestCount: 0 });
});

test.each<[string, SandboxOptions, RegExp]>([
  [
    'a backend that nobody knows',
    { backends: ['carbon' as 'graphite'] },
    /backends: "carbon" is not one of statsd, /,
  ],
  ['no backend at all', { backends: [] }, /backends: at least one is needed/],
  ['a port without eight behind it', { port: 65_530 }, /port: 65530 is not 0, nor from 1 to 65527/],
  [
    'options of one that is not opened',
    { backends: ['statsd'], receivers: { graphite: {} }, faults: { otlp: { kind: 'stall' } } },
    /receivers: "graphite" is not opened; faults: "otlp" is not opened/,
  ],
])('%s is an error', async (_what, options, message) => {
  const opening = createSandbox(options);
  await expect(opening).rejects.toMatchObject({ code: 'ERR_OTELWIRE_SANDBOX_OPTIONS' });
  await expect(opening).rejects.toThrow(message);
});

test('all that is wrong with a receiver is told by its own error, and nothing stays open', async () => {
  const receivers = { graphite: { tcp: { cert: 'only' } } };
  await expect(createSandbox({ receivers })).rejects.toThrow(
    'Graphite receiver: tcp: cert and key belong together',
  );
});
