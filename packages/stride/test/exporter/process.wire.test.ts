import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { type Answer, cleanUp, HttpServer } from '../../../core/test/http/http-server.ts';
import { eventsOfBody } from './wired.ts';

afterEach(cleanUp);

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

async function start(answer: Answer) {
  const server = await HttpServer.start([answer]);
  return { server, endpoint: `http://127.0.0.1:${server.port}` };
}

const delivered = { accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} };
const silent: Answer = () => {};

it.each([
  ['service.mjs', 'shutdown'],
  ['service.mjs', 'flush'],
  ['requiring-service.cjs', 'shutdown'],
])('%s sends its events at its %s, and exits', async (fixture, end) => {
  const { endpoint, server } = await start(200);
  expect(await serve(fixture, endpoint, end)).toEqual(delivered);
  expect(eventsOfBody(server.bodies[0]!)).toMatchObject([{ name: 'orders', value: 3 }]);
});

it('a service exits without having exported anything', async () => {
  const { endpoint } = await start(200);
  expect(await serve('service.mjs', endpoint, 'leave')).toMatchObject({ accepted: 0 });
});

it('a service exits where the server never answers, with what is held', async () => {
  const { endpoint } = await start(silent);
  expect(await serve('service.mjs', endpoint, 'flush')).toMatchObject({ accepted: 1, held: 1, dropped: {} });
});

it('a shutdown ends at its deadline where the server never answers, and counts what is lost', async () => {
  const { endpoint } = await start(silent);
  const lost = { accepted: 1, held: 0, inFlight: 0, dropped: { shutdown: 1 } };
  expect(await serve('service.mjs', endpoint, 'shutdown')).toMatchObject(lost);
});
