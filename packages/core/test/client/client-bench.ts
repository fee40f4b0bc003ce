import { Outlet } from '../../src/client/outlet.js';
import type { DroppedError } from '../../src/errors.js';
import { allTurns, createWorkbench, type WorkbenchOptions } from '../delivery/workbench.js';

/** Longer than the longest wait after a first failure. */
export const LONGEST_RETRY_MILLIS = 1_000;
export const FLUSH_INTERVAL_MILLIS = 100;

/** A workbench with an outlet, which sends behind the back of who writes. */
export function createClientBench(options?: WorkbenchOptions) {
  const bench = createWorkbench(options);
  const lost: DroppedError[] = [];
  const outlet = new Outlet({
    subject: 'Client',
    delivery: bench.delivery,
    clock: bench.clock,
    flushIntervalMillis: FLUSH_INTERVAL_MILLIS,
    timeoutMillis: 10_000,
    logger: bench.logger,
    onLost: (error) => void lost.push(error),
  });
  return {
    bench,
    outlet,
    lost,
    /** What a client does with a record. */
    record(...lines: string[]) {
      for (const line of lines) {
        bench.write(line);
        outlet.wrote();
      }
    },
    /** A line comes to be held that no call of the client wrote. */
    holdAgain(line: string) {
      bench.holding.hold(Buffer.from(`${line}\n`), 1, 0, true, 0);
    },
    async after(millis: number) {
      bench.clock.advance(millis);
      await allTurns();
    },
  };
}
