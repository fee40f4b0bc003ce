import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ACCESS_KEY, receiver, valuesOf } from './client/streamer.ts';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('./fixtures/commonjs.cjs', import.meta.url));

test('CommonJS has the exporter, the streamer and their errors, and the process ends by itself', async () => {
  const server = await receiver();
  const { stdout, stderr } = await run(process.execPath, [fixture, server.endpoints.http, ACCESS_KEY], {
    timeout: 15_000,
  });
  const delivered = { accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} };
  expect(JSON.parse(stdout)).toEqual({ exporter: delivered, streamer: delivered, errors: [true, true] });
  expect(stderr).toBe('');
  expect(valuesOf(server, 'shop')).toEqual([
    ['orders', 3],
    ['signal_test', 'hi'],
  ]);
});
