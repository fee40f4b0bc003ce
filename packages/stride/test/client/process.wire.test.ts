import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runNode } from '../../../../test/run-node.js';
import { receiver } from './server.ts';

test('clients that nobody closes keep no process alive, though the server keeps its connections', async () => {
  const stride = await receiver();
  const script = fileURLToPath(new URL('fixtures/application.mjs', import.meta.url));
  const { code, stderr, stdout } = await runNode([script, stride.endpoints.http]).ended;
  expect([code, stderr, stdout]).toEqual([0, '', '{"statusCode":200,"delivered":1}']);
});
