import { afterAll, beforeAll, describe } from 'vitest';
import { RealServer } from './real-servers.ts';
import { ServerFolder } from './server-folder.ts';
import { type ServerName, whyUnavailable } from './server-script.ts';

const START_TIMEOUT_MILLIS = 60_000;

/**
 * Tests that need a server written by others: it is started before them and stopped after them.
 * Where it cannot be had they are skipped, saying why; with OTELWIRE_REQUIRE_SERVERS=1 they fail.
 */
export function describeWithServer(name: ServerName, tests: (server: RealServer) => void): void {
  describeWithServers([name], tests);
}

/** The same with servers that share a folder, as carbon and graphite-web do; they are started in the order given. */
export function describeWithServers<const Names extends readonly ServerName[]>(
  names: Names,
  tests: (...servers: { [Index in keyof Names]: RealServer }) => void,
): void {
  const folder = new ServerFolder();
  const servers = names.map((name) => new RealServer(name, folder));
  const call = () => tests(...(servers as { [Index in keyof Names]: RealServer }));
  const title = `with a real ${names.join(' and ')}`;
  const reason = process.env.OTELWIRE_REQUIRE_SERVERS === '1' ? undefined : whyUnavailable(...names);
  if (reason !== undefined) {
    console.warn(`Skipped: ${reason}`);
    describe.skip(`${title} (skipped: ${reason})`, call);
    return;
  }
  describe(title, () => {
    beforeAll(async () => {
      for (const server of servers) await server.start();
    }, START_TIMEOUT_MILLIS);
    afterAll(() => stopAll(servers), START_TIMEOUT_MILLIS);
    call();
  });
}

async function stopAll(servers: readonly RealServer[]): Promise<void> {
  const crashes = servers
    .filter((server) => server.hasCrashed)
    .map(async (server) => {
      const lastLog = (await server.log()).slice(-2_000);
      return `${server.name} ended by itself during the tests:\n${lastLog}`;
    });
  const reports = await Promise.all(crashes);
  for (const server of servers) await server.stop();
  if (reports.length > 0) throw new Error(reports.join('\n'));
}
