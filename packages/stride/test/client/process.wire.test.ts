import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runNode } from '../../../../test/run-node.js';
import { inTime, receiver } from './server.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

describe.each(['mjs', 'cjs'])('a process (%s)', (kind) => {
  test('waits for an event, has loaded undici for that, and ends by itself, though nobody closes anything', async () => {
    const stride = await receiver();
    stride.totals.createStream('a');
    const { child, ended } = runNode([fixture(`application.${kind}`), stride.endpoints.http]);
    await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 1, inTime.timeout);
    for (let dots = 0; dots < 5; dots += 1) await Promise.race([once(child.stdout!, 'data'), ended]);
    stride.publish('/collect/a', { n: 7 });
    const { code, stderr, stdout } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout.replace(/^\.+/, ''))).toEqual({
      before: false,
      after: true,
      value: { n: 7 },
      statusCode: 200,
      delivered: 1,
    });
  });
});

test('a process ends by itself when a call that it awaits is not answered in time, and a collector never', async () => {
  const stride = await receiver();
  stride.faults.failNext(100, 'hang-before');
  const { code, stderr, stdout } = await runNode([fixture('hanging-application.mjs'), stride.endpoints.http])
    .ended;
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('did not answer within 3000 ms');
  expect(stride.totals.requestCount).toBe(2);
});
