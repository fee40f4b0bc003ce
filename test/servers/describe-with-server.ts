import { afterAll, beforeAll, describe } from 'vitest';
import { RealServer, type ServerName, whyUnavailable } from './real-servers.ts';

const START_TIMEOUT_MILLIS = 60_000;

/**
 * Tests that need a server written by others: it is started before them and stopped after them.
 * Where it cannot be had they are skipped, saying why; with OTELWIRE_REQUIRE_SERVERS=1 they fail.
 */
export function describeWithServer(name: ServerName, tests: (server: RealServer) => void): void {
  const server = new RealServer(name);
  const reason = process.env.OTELWIRE_REQUIRE_SERVERS === '1' ? undefined : whyUnavailable(name);
  if (reason !== undefined) {
    console.warn(`Skipped: ${reason}`);
    describe.skip(`with a real ${name} (skipped: ${reason})`, () => tests(server));
    return;
  }
  describe(`with a real ${name}`, () => {
    beforeAll(() => server.start(), START_TIMEOUT_MILLIS);
    afterAll(async () => {
      const lastLog = server.hasCrashed ? (await server.log()).slice(-2_000) : undefined;
      await server.stop();
      if (lastLog !== undefined) throw new Error(`${name} ended by itself during the tests:\n${lastLog}`);
    }, START_TIMEOUT_MILLIS);
    tests(server);
  });
}
