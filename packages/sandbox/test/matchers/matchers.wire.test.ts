import { beforeAll, describe, expect, test } from 'vitest';
import type { BackendName } from '../../src/backend-name.ts';
import '../../src/matchers/index.ts';
import type { ExpectedSeries } from '../../src/matchers/index.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openSandbox } from '../create-sandbox/open.ts';
import { createFilled, sendTcp, sendUdp } from './fill.ts';

/** What `expect` throws, without its colours. */
function messageOf(assert: () => void): string {
  try {
    assert();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

let filled: Sandbox;
beforeAll(async () => {
  filled = await createFilled();
  return () => filled.close();
});

test.each<[BackendName, ExpectedSeries]>([
  ['statsd', { name: 'hits', kind: 'amount', type: 'c', value: 5 }],
  ['statsd', { name: 'load', kind: 'level', type: 'g', value: 7 }],
  ['statsd', { name: 'who', kind: 'members', value: 2 }],
  ['statsd', { name: 'took', kind: 'samples', type: 'ms', count: 3, sum: 50 }],
  ['dogstatsd', { name: 'hits', tags: { env: 'test', host: 'a' }, value: 4 }],
  ['dogstatsd', { name: 'hits', tags: { env: expect.stringMatching(/^te/) } }],
  ['graphite', { name: 'room.heat', tags: { floor: '2' }, kind: 'level', value: 21.5 }],
  ['stathat', { name: 'sales', kind: 'amount', type: 'count', value: 3 }],
  ['stathat', { name: 'heat', kind: 'level', type: 'value', value: 21 }],
  ['stride', { name: 'sold', kind: 'amount', type: 'sum', tags: { kind: 'rye' }, value: 4 }],
  ['initialstate', { name: 'state', tags: { bucket: 'oven' }, value: 'hot' }],
  ['otlp', { name: 'loaves', kind: 'total', tags: { kind: 'rye', 'service.name': 'bakery' }, value: 5 }],
  ['otlp', { name: 'heat', kind: 'level', type: 'gauge', value: expect.closeTo(21.5) }],
  ['otlp', { name: 'took', kind: 'samples', count: 3, sum: 60 }],
])('%s has received %j', async (name, expected) => {
  const receiver = filled.receivers[name];
  expect(receiver).toHaveReceived(expected);
  await expect(receiver).toReceive(expected);
  expect(receiver).not.toHaveReceived({ ...expected, name: `${expected.name}s` });
  const impossible = 'value' in expected ? { value: -1 } : { count: -1, tags: { no: 'such' } };
  expect(receiver).not.toHaveReceived({ ...expected, ...impossible });
});

test('each tag that is expected has to be there, with its value', () => {
  const { dogstatsd } = filled.receivers;
  expect(dogstatsd).toHaveReceived({ name: 'hits', tags: { env: 'test' } });
  expect(dogstatsd).not.toHaveReceived({ name: 'hits', tags: { env: 'prod' } });
  expect(dogstatsd).not.toHaveReceived({ name: 'hits', tags: { env: 'test', zone: 'a' } });
});

describe('the message of a failure', () => {
  test('shows what came, the nearest names first', async () => {
    const { endpoints, receivers } = await openSandbox({ backends: ['dogstatsd'] });
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}:1|g`);
    await sendUdp(
      endpoints.dogstatsd,
      [...others, 'orders.made:2|c|#env:prod', 'latency:3|d|@0.5'].join('\n'),
    );
    await receivers.dogstatsd.waitFor(({ recordCount }) => recordCount === 8);
    const message = messageOf(() => expect(receivers.dogstatsd).toHaveReceived({ name: 'orders', value: 3 }));
    expect(message).toContain(
      'expected a series like {"name": "orders", "value": 3}\n8 series came; the nearest:\n',
    );
    expect(message.split('\n')[2]).toBe('  orders.made {env: "prod"} amount (c) 2');
    expect(messageOf(() => expect(receivers.dogstatsd).toHaveReceived({ name: 'latencies' }))).toContain(
      '  latency {} samples (d) count 2, sum 6\n',
    );
  });

  test('says that nothing came, or only what was refused', async () => {
    const { endpoints, receivers } = await openSandbox({ backends: ['graphite'] });
    const fails = () => expect(receivers.graphite).toHaveReceived({ name: 'a' });
    expect(messageOf(fails)).toMatch(/\nnothing came$/);
    sendTcp(endpoints.graphite, 'a b c\n');
    await receivers.graphite.waitFor(({ badLineCount }) => badLineCount === 1);
    expect(messageOf(fails)).toMatch(/\nnothing came\n1 refused; defects: 1 × [\s\S]*\n {2}"a b c": /);
  });

  test('of one that should not have come shows it', () => {
    const fails = () => expect(filled.receivers.stathat).not.toHaveReceived({ name: 'sales' });
    expect(messageOf(fails)).toMatch(/^expected no series like [\s\S]*\n {2}sales \{\} amount \(count\) 3/);
  });
});

describe('toReceive', () => {
  test('waits until it comes', async () => {
    const { endpoints, receivers } = await openSandbox({ backends: ['statsd'] });
    const received = expect(receivers.statsd).toReceive({ name: 'hits', value: 2 });
    await sendUdp(endpoints.statsd, 'hits:1|c');
    await sendUdp(endpoints.statsd, 'hits:1|c');
    await received;
  });

  test('fails when it does not come in time', async () => {
    const { receivers } = await openSandbox({ backends: ['statsd'] });
    const received = expect(receivers.statsd).toReceive({ name: 'hits' }, { timeoutMillis: 20 });
    await expect(received).rejects.toThrow(/nothing came/);
    await expect(receivers.statsd).not.toReceive({ name: 'hits' }, { timeoutMillis: 20 });
  });

  test('says so when the receiver is closed while it waits', async () => {
    const sandbox = await openSandbox({ backends: ['statsd'] });
    const received = expect(sandbox.receivers.statsd).toReceive({ name: 'hits' });
    const told = expect(received).rejects.toThrow('the receiver was closed while somebody waited');
    await sandbox.close();
    await told;
  });
});

describe('toHaveNoDefects', () => {
  test.each(['statsd', 'dogstatsd', 'graphite', 'stathat', 'stride', 'initialstate', 'otlp'] as const)(
    'holds for %s when all was right',
    (name) => {
      expect(filled.receivers[name]).toHaveNoDefects();
    },
  );

  test('fails for a line that was refused, and tells why', async () => {
    const { endpoints, receivers } = await openSandbox({ backends: ['statsd'] });
    await sendUdp(endpoints.statsd, 'hits:1|x');
    await receivers.statsd.waitFor(({ badLineCount }) => badLineCount === 1);
    const message = messageOf(() => expect(receivers.statsd).toHaveNoDefects());
    expect(message).toMatch(/^expected no defects\n1 refused; defects: 1 × unknown-type\n {2}"hits:1\|x": /);
    expect(receivers.statsd).not.toHaveNoDefects();
  });

  test('fails for a line that was taken all the same', async () => {
    const { endpoints, receivers } = await openSandbox({ backends: ['statsd'], strict: false });
    await sendUdp(endpoints.statsd, 'hits:+1|c');
    await receivers.statsd.waitFor(({ recordCount }) => recordCount === 1);
    expect(messageOf(() => expect(receivers.statsd).toHaveNoDefects())).toContain(
      '0 refused; defects: 1 × plus-sign',
    );
  });

  test('fails for a request that was refused, and tells why', async () => {
    const { endpoints, receivers } = await openSandbox({ backends: ['stathat'] });
    await fetch(`${endpoints.stathat}/ez?ezkey=k&stat=a`);
    expect(messageOf(() => expect(receivers.stathat).toHaveNoDefects())).toMatch(
      /1 refused;[\s\S]*"GET \/ez /,
    );
  });
});

test('what is no receiver is told so', () => {
  const mistake = () => expect({ totals: 1 }).toHaveNoDefects();
  expect(mistake).toThrow('expect() needs a receiver of the sandbox, such as sandbox.receivers.graphite');
});
