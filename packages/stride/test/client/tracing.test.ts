import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Context, type ContextManager, context, ROOT_CONTEXT } from '@opentelemetry/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterwards } from '../../../core/test/http/http-server.ts';
import { coreOfSdk } from '../../../core/test/otel/sdk.ts';
import { clientOf, collectorOf, inTime, receiver } from './server.ts';

const { isTracingSuppressed } = coreOfSdk();
/** Where instrumentations of undici and of sockets begin their spans. */
const channels = ['undici:request:create', 'undici:client:beforeConnect', 'undici:client:sendHeaders'];

const storage = new AsyncLocalStorage<Context>();
/** What an application with tracing has. */
const manager: ContextManager = {
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, work, thisArgument, ...parameters) =>
    storage.run(active, () => work.call(thisArgument as never, ...parameters)),
  bind: (_, value) => value,
  enable: () => manager,
  disable: () => manager,
};

beforeAll(() => {
  context.setGlobalContextManager(manager);
});

afterAll(() => {
  context.disable();
});

/** What instrumentations see from now on, and whether its tracing is suppressed. */
function watched(): Map<string, boolean[]> {
  const seen = new Map<string, boolean[]>(channels.map((channel) => [channel, []]));
  const look = (_: unknown, channel: string | symbol) =>
    void seen.get(String(channel))!.push(isTracingSuppressed(context.active()));
  for (const channel of channels) {
    subscribe(channel, look);
    afterwards(() => unsubscribe(channel, look));
  }
  return seen;
}

test('calls and subscriptions are not traced, and the application goes on as it was', async () => {
  const stride = await receiver();
  stride.totals.createStream('a');
  const client = clientOf(stride);
  const seen = watched();
  await client.post('/collect/a', { n: 1 });
  expect(isTracingSuppressed(context.active())).toBe(false);
  stride.faults.answerNext(1, { status: 503 });
  const events = client.subscribe('/collect/a', { reconnect: true });
  const first = events.next();
  await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 1);
  stride.publish('/collect/a', { n: 2 });
  expect((await first).value).toEqual({ n: 2 });
  expect(isTracingSuppressed(context.active())).toBe(false);
  expect(seen.get('undici:request:create')).toEqual([true, true, true]);
  expect([...seen.values()].flat()).not.toContain(false);
});

test('what a collector sends is not traced: first requests, and those that are sent again', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride, { flushIntervalMillis: 1 });
  const seen = watched();
  stride.faults.answerNext(1, { status: 503 });
  collector.collect('a', { n: 1 });
  await stride.waitFor(({ eventCount }) => eventCount === 1, inTime.timeout);
  expect(seen.get('undici:request:create')).toEqual([true, true]);
  expect([...seen.values()].flat()).not.toContain(false);
});
