import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { describeWithServers } from './describe-with-server.ts';
import { RealServer } from './real-servers.ts';
import { ServerFolder } from './server-folder.ts';

const soon = { timeout: 15_000, interval: 50 };

describeWithServers(['graphite-web', 'relay'], (web, relay) => {
  it('is shared by servers, and goes with the last of them', async () => {
    expect(relay.port() - web.port()).toBe(30);
    const log = web.setting('LOG');
    await web.stop();
    expect([web.state, relay.state, existsSync(log)]).toEqual(['down', 'running', true]);
    await Promise.all([relay.stop(), web.stop()]);
    expect([relay.state, existsSync(log)]).toEqual(['down', false]);
  });

  it('goes, with all that runs in it, soon after the process that owns it, were that killed', async () => {
    const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    const folder = new ServerFolder(owner.pid);
    const servers = [new RealServer('graphite-web', folder), new RealServer('relay', folder)];
    try {
      // at once: one waits for the other
      await Promise.all(servers.map((server) => server.start()));
      const log = servers[0]!.setting('LOG');
      await servers[0]!.pause();
      owner.kill('SIGKILL');
      await vi.waitFor(() => {
        expect(servers.map((server) => server.state)).toEqual(['down', 'down']);
        expect(existsSync(log)).toBe(false);
      }, soon);
    } finally {
      owner.kill('SIGKILL');
      for (const server of servers) await server.stop();
    }
  });
});
