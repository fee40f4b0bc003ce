import { expect, test } from 'vitest';
import { runNode } from '../../../../test/run-node.ts';
import { backendNames } from '../../src/backend-name.ts';
import '../../src/matchers/index.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { openSandbox } from './open.ts';

/** Counts three orders, whatever is set up by whom. */
const countOrders = `require('@opentelemetry/api').metrics.getMeter('shop').createCounter('orders').add(3, { shop: 'north' });`;

/** Runs the program with nothing but these variables. */
async function run(variables: Readonly<Record<string, string>>): Promise<void> {
  const ours = ['--require', '@otelwire/register', '--input-type=commonjs', '--eval', countOrders];
  const startSdk = `const sdk = new (require('@opentelemetry/sdk-node').NodeSDK)(); sdk.start();`;
  const others = ['--input-type=commonjs', '--eval', `${startSdk} ${countOrders} sdk.shutdown();`];
  const isOtlp = variables.OTEL_METRICS_EXPORTER === 'otlp';
  const folder = isOtlp ? 'test/zero-code/sdk-2' : 'examples';
  // of the SDK itself, only metrics are wanted
  const signals = { OTEL_TRACES_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };
  const ended = await runNode(isOtlp ? others : ours, { ...signals, ...variables }, folder).ended;
  expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
}

test.each(backendNames)('the environment of %s leads an exporter there', async (name) => {
  const sandbox = await openSandbox();
  expect(sandbox.environmentOf(name).OTEL_METRICS_EXPORTER).toBe(name);
  await run(sandbox.environmentOf(name));
  const { statsd, dogstatsd, graphite, stathat, stride, initialstate, otlp } = sandbox.receivers;
  const taken = () => ({
    statsd: statsd.totals.recordCount,
    dogstatsd: dogstatsd.totals.recordCount,
    graphite: graphite.totals.pointCount,
    stathat: stathat.totals.pointCount,
    stride: stride.totals.eventCount,
    initialstate: initialstate.totals.eventCount,
    otlp: otlp.totals.pointCount,
  });
  await expect.poll(taken).toEqual({ ...zeroes, [name]: 1 });
});

const zeroes = Object.fromEntries(backendNames.map((name) => [name, 0]));

test.each<[string, SandboxOptions, 'graphite' | 'stathat' | 'stride' | 'initialstate']>([
  ['pickles only', { receivers: { graphite: { tcp: false, udp: false } } }, 'graphite'],
  [
    'JSON with a key only',
    {
      receivers: {
        graphite: { tcp: false, udp: false, pickle: false, http: { authorization: 'Bearer 1:secret' } },
      },
    },
    'graphite',
  ],
  ['the EZ keys that exist', { receivers: { stathat: { ezKeys: ['mine'], strictKeys: true } } }, 'stathat'],
  ['the secret keys that exist', { receivers: { stride: { secretKeys: ['mine'] } } }, 'stride'],
  ['the access keys that exist', { receivers: { initialstate: { accessKeys: ['mine'] } } }, 'initialstate'],
])('the environment knows of %s', async (_what, options, name) => {
  const sandbox = await openSandbox({ ...options, backends: [name] });
  await run(sandbox.environmentOf(name));
  const receiver = sandbox.receivers[name];
  const counts = () => {
    const { totals } = receiver;
    return 'pointCount' in totals ? totals.pointCount : totals.eventCount;
  };
  await expect.poll(counts).toBe(1);
});

test.each([
  ['statsd', 'influxdb'],
  ['dogstatsd', 'librato'],
] as const)('the environment of %s knows of the dialect %s', async (name, dialect) => {
  const sandbox = await openSandbox({ backends: [name], receivers: { [name]: { dialect } } });
  await run(sandbox.environmentOf(name));
  await expect(sandbox.receivers[name]).toReceive({ name: 'orders', tags: { shop: 'north' }, value: 3 });
  expect(sandbox.receivers[name]).toHaveNoDefects();
});
