import { request } from 'node:http';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { HttpRequest } from '../../src/listen/http.ts';
import { listenHttp } from '../../src/listen/http.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a request that is given up while it waits is forgotten, with its timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answered: HttpRequest[] = [];
  const listener = await listenHttp(
    { host: '127.0.0.1', port: 0 },
    {
      path: '',
      maxBodyBytes: 100,
      connected() {},
      answer(request) {
        answered.push(request);
        return { status: 200 };
      },
    },
  );
  onTestFinished(() => listener.close());
  await listener.sustain({ kind: 'slow', millis: 600_000 });
  const outgoing = request(listener.endpoint, { method: 'POST', agent: false });
  outgoing.on('error', () => {}).end('body');
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  outgoing.destroy();
  await expect.poll(() => vi.getTimerCount()).toBe(0);
  await listener.sustain(undefined);
  expect(answered).toEqual([]);
});
