import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createSandbox, type Sandbox, type StatsdReceiver } from '@otelwire/sandbox';
import '@otelwire/sandbox/matchers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// two processes, one after the other, on a machine that does other things as well
vi.setConfig({ testTimeout: 100_000 });

const fixture = fileURLToPath(new URL('fixtures/service.mjs', import.meta.url));

/** Runs the service until it exits by itself; gives its accounting. */
function serve(endpoint: string, end: 'leave' | 'flush' | 'shutdown'): Promise<unknown> {
  const args = [fixture, endpoint, end];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: 45_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`it ended with ${error.code} ${error.signal}: ${stdout} ${stderr}`));
    });
  });
}

describe.each(['udp', 'tcp', 'unix'] as const)('a service that speaks %s', (scheme) => {
  let sandbox: Sandbox<'statsd'>;
  let receiver: StatsdReceiver;
  const endpoint = () => receiver.endpoints[scheme]!;
  beforeEach(async () => {
    sandbox = await createSandbox({ backends: ['statsd'] });
    receiver = sandbox.receivers.statsd;
  });
  afterEach(() => sandbox.close());

  it('sends its last interval at shutdown, and exits', async () => {
    const delivered = { accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} };
    expect(await serve(endpoint(), 'shutdown')).toEqual(delivered);
    await expect(receiver).toReceive({ name: 'orders', type: 'c', value: 3 });
  });

  it('exits with an idle connection that nobody closed', async () => {
    expect(await serve(endpoint(), 'flush')).toMatchObject({ delivered: 1 });
    await expect(receiver).toReceive({ name: 'orders', type: 'c', value: 3 });
  });

  it('exits without having exported anything', async () => {
    expect(await serve(endpoint(), 'leave')).toMatchObject({ accepted: 0 });
  });

  it('exits where no server is, with what is held', async () => {
    await sandbox.faults.statsd.set({ kind: 'refuse' });
    expect(await serve(endpoint(), 'flush')).toMatchObject({ accepted: 1, held: 1 });
    expect(await serve(endpoint(), 'shutdown')).toMatchObject({
      accepted: 1,
      held: 0,
      dropped: { shutdown: 1 },
    });
  });
});
