import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGraphiteReceiver, type GraphiteReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// two processes, one after the other, on a machine that does other things as well
vi.setConfig({ testTimeout: 100_000 });

/** Runs a service, of the built package, until it exits by itself; gives what it printed. */
function serve(fixture: string, ...args: string[]): Promise<unknown> {
  const file = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [file, ...args], { timeout: 45_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`it ended with ${error.code} ${error.signal}: ${stdout} ${stderr}`));
    });
  });
}

const delivered = { accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} };
let receiver: GraphiteReceiver;
let sockets: string;
beforeEach(async () => {
  sockets = mkdtempSync(join(tmpdir(), 'otelwire-'));
  receiver = await createGraphiteReceiver({
    ...{ udp: true, tcp: true, http: true },
    unix: { path: join(sockets, 's') },
  });
});
afterEach(async () => {
  await receiver.close();
  rmSync(sockets, { recursive: true });
});

const arrival = () =>
  receiver.waitFor(({ series }) => [...(series.get('orders')?.points.values() ?? [])][0] === 3);

describe.each(['udp', 'tcp', 'unix', 'http'] as const)('a service that speaks %s', (way) => {
  it('sends its last interval at shutdown, and exits', async () => {
    expect(await serve('service.mjs', receiver.endpoints[way]!, 'shutdown')).toEqual(delivered);
    await arrival();
  });

  it('exits with an idle connection that nobody closed', async () => {
    expect(await serve('service.mjs', receiver.endpoints[way]!, 'flush')).toEqual(delivered);
    await arrival();
  });

  it('exits without having exported anything', async () => {
    expect(await serve('service.mjs', receiver.endpoints[way]!, 'leave')).toMatchObject({ accepted: 0 });
  });

  it('exits where no server is, with what is held', async () => {
    const endpoint = receiver.endpoints[way]!;
    await receiver.faults.refuse();
    expect(await serve('service.mjs', endpoint, 'flush')).toMatchObject({ accepted: 1, held: 1 });
    const lost = { accepted: 1, held: 0, dropped: { shutdown: 1 } };
    expect(await serve('service.mjs', endpoint, 'shutdown')).toMatchObject(lost);
  });
});

it('the CommonJS build does the same, with the same errors', async () => {
  const said = await serve('requiring-service.mjs', receiver.endpoints.tcp!);
  expect(said).toEqual({ ...delivered, isOtherBuild: true, isShared: true });
  await arrival();
});
