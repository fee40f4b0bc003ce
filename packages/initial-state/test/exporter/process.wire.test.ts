import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanUp } from '../../../core/test/http/http-server.ts';
import { Account } from '../account.ts';

// two processes, one after the other, on a machine that does other things as well
vi.setConfig({ testTimeout: 100_000 });

afterEach(cleanUp);

const fixture = fileURLToPath(new URL('fixtures/service.mjs', import.meta.url));

/** Runs a service, of the built package, until it exits by itself; gives the accounting that it printed. */
function serve({ accessKey, endpoint }: Account, end: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const args = [fixture, endpoint, accessKey, end];
    execFile(process.execPath, args, { timeout: 45_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`it ended with ${error.code} ${error.signal}: ${stdout} ${stderr}`));
    });
  });
}

const delivered = { accepted: 1, delivered: 1, held: 0, inFlight: 0, dropped: {} };

describe('a service', () => {
  it('sends its last interval at shutdown, and exits', async () => {
    const account = await Account.open();
    expect(await serve(account, 'shutdown')).toEqual(delivered);
    expect(account.eventsOf('shop')).toMatchObject([{ key: 'orders', value: 3 }]);
  });

  it('exits with an idle connection that nobody closed', async () => {
    const account = await Account.open();
    expect(await serve(account, 'flush')).toEqual(delivered);
    expect(account.eventsOf('shop')).toHaveLength(1);
  });

  it('exits without having exported anything', async () => {
    const account = await Account.open();
    expect(await serve(account, 'leave')).toMatchObject({ accepted: 0 });
    expect(account.requests).toEqual([]);
  });

  it('exits where no server is, with what is held', async () => {
    const account = await Account.open();
    const { accessKey, endpoint } = account;
    await account.stop();
    const gone = { accessKey, endpoint } as Account;
    expect(await serve(gone, 'flush')).toMatchObject({ accepted: 1, held: 1 });
    expect(await serve(gone, 'shutdown')).toMatchObject({ held: 0, dropped: { shutdown: 1 } });
  });

  it('exits where the server hangs, after its deadline', async () => {
    // however many attempts its deadline allows
    const hang = () => {};
    const account = await Account.open('take', hang, hang, hang, hang);
    expect(await serve(account, 'shutdown')).toMatchObject({ held: 0, dropped: { shutdown: 1 } });
  });
});
