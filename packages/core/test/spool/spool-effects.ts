import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { expect } from 'vitest';
import { systemClock } from '../../src/clock.js';
import type { Accounting } from '../../src/delivery/accounting.js';
import { silentLogger } from '../../src/logger.js';
import { collectionOf } from '../otel/collection.js';
import { exportOf } from '../otel/sdk-metrics.js';
import { FlakyTransport } from './flaky-transport.js';
import { crash, filesIn, newFolder } from './folders.js';
import { hastyClock } from './hasty-clock.js';

interface SpoolOptions {
  readonly directory: string;
  readonly maxBytes?: number;
  readonly maxAgeMillis?: number;
}

type Exporter = PushMetricExporter & { readonly accounting: Accounting };
/** Makes an exporter with these options, and with what it has to be given besides. */
type Open = (options: {
  readonly spool: SpoolOptions;
  readonly transport: FlakyTransport;
  readonly clock: typeof systemClock;
  readonly logger: typeof silentLogger;
}) => Exporter;

const orders = collectionOf([{ name: 'orders', kind: 'counter', points: [{ value: 2 }] }]);

/** Exports a counter to nobody; gives the folder that is left when the process dies. */
async function leave(open: Open, directory = newFolder()): Promise<string> {
  const transport = new FlakyTransport();
  transport.arriving = 0;
  const exporter = open({ transport, clock: hastyClock, logger: silentLogger, spool: { directory } });
  await exportOf(exporter, orders);
  const left = crash(directory);
  await exporter.shutdown();
  rmSync(directory, { recursive: true });
  return left;
}

/** What becomes of it with these options, when a backend is there again. */
async function dropped(open: Open, spool: SpoolOptions): Promise<Accounting['dropped']> {
  const transport = new FlakyTransport();
  const exporter = open({ transport, clock: hastyClock, logger: silentLogger, spool });
  await exportOf(exporter, orders);
  await expect.poll(() => filesIn(spool.directory, '.log')).toEqual([]);
  await expect.poll(() => exporter.accounting).toMatchObject({ accepted: 2, held: 0, inFlight: 0 });
  await exporter.shutdown();
  rmSync(spool.directory, { recursive: true });
  return exporter.accounting.dropped;
}

/** That each option of the spool has its effect. */
export function spoolEffects(open: Open): Record<`spool.${keyof SpoolOptions}`, () => Promise<void>> {
  return {
    async 'spool.directory'() {
      const directory = await leave(open);
      expect(filesIn(directory, '.log')).toHaveLength(1);
      expect(await dropped(open, { directory })).toEqual({});
    },

    async 'spool.maxBytes'() {
      const leaveMuch = async () => {
        const directory = await leave(open);
        const log = dirname(filesIn(directory, '.log')[0]!);
        mkdirSync(log, { recursive: true });
        writeFileSync(join(log, 'ballast'), Buffer.alloc(600_000));
        return directory;
      };
      expect(await dropped(open, { directory: await leaveMuch() })).toEqual({});
      expect(await dropped(open, { directory: await leaveMuch(), maxBytes: 1_048_576 })).toEqual({
        queue_full: 1,
      });
    },

    async 'spool.maxAgeMillis'() {
      const directory = await leave(open);
      await new Promise((resolve) => systemClock.setTimer(() => resolve(undefined), 5));
      expect(await dropped(open, { directory, maxAgeMillis: 1 })).toEqual({ too_old: 1 });
    },
  };
}
