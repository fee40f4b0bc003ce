import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createStatHatReceiver, type StatHatReceiver } from '@otelwire/sandbox';
import '@otelwire/sandbox/matchers';
import { afterEach, beforeEach, expect, it } from 'vitest';

/** Runs a service, of the built package, until it exits by itself; gives what it printed. */
function serve(fixture: string, ...args: string[]): Promise<unknown> {
  const file = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [file, ...args], { timeout: 15_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`it ended with ${error.code} ${error.signal}: ${stdout} ${stderr}`));
    });
  });
}

const delivered = { accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} };
let receiver: StatHatReceiver;
beforeEach(async () => {
  receiver = await createStatHatReceiver();
});
afterEach(() => receiver.close());

it.each(['shutdown', 'flush'])('a service sends its interval at %s, and exits', async (end) => {
  expect(await serve('service.mjs', receiver.endpoints.http, end)).toEqual(delivered);
  expect(receiver).toHaveReceived({ name: 'orders', type: 'count', value: 3 });
  expect(receiver).toHaveNoDefects();
});

it('a service exits without having exported anything', async () => {
  expect(await serve('service.mjs', receiver.endpoints.http, 'leave')).toMatchObject({ accepted: 0 });
});

it('a service exits where no server is, with what is held', async () => {
  const endpoint = receiver.endpoints.http;
  await receiver.faults.refuse();
  expect(await serve('service.mjs', endpoint, 'flush')).toMatchObject({ accepted: 1, held: 1 });
  const lost = { accepted: 1, held: 0, dropped: { shutdown: 1 } };
  expect(await serve('service.mjs', endpoint, 'shutdown')).toMatchObject(lost);
});

it('the CommonJS build does the same, with the same errors', async () => {
  const said = await serve('requiring-service.mjs', receiver.endpoints.http);
  expect(said).toEqual({ ...delivered, isOtherBuild: true, isShared: true });
  expect(receiver).toHaveReceived({ name: 'orders', type: 'count', value: 3 });
});
