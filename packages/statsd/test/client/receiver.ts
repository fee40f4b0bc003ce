import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStatsdReceiver, type StatsdReceiver, type StatsdReceiverOptions } from '@otelwire/sandbox';
import { afterEach, vi } from 'vitest';
import {
  DogStatsdClient,
  type DogStatsdClientOptions,
  StatsdClient,
  type StatsdClientOptions,
} from '../../src/client/index.ts';

/** For what comes, on a machine that does other things as well. */
export const inTime = { timeout: 30_000 };
vi.setConfig({ testTimeout: 60_000 });

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A strict receiver that is closed after the test. */
export async function receiver(options: StatsdReceiverOptions = {}): Promise<StatsdReceiver> {
  const opened = await createStatsdReceiver(options);
  closing.push(() => opened.close());
  return opened;
}

let sockets = 0;

/** A path for a unix socket that is removed after the test. */
export function socketPath(): string {
  sockets += 1;
  const path = join(tmpdir(), `otelwire-client-${process.pid}-${sockets}.sock`);
  closing.push(() => rm(path, { force: true }));
  return path;
}

/** A client that is closed after the test. */
export function statsdClient(options: StatsdClientOptions): StatsdClient {
  const client = new StatsdClient(options);
  closing.push(() => client.close({ timeoutMillis: 100 }));
  return client;
}

/** A client without a container that is closed after the test. */
export function dogstatsdClient(options: DogStatsdClientOptions): DogStatsdClient {
  const client = new DogStatsdClient({ originDetection: false, ...options });
  closing.push(() => client.close({ timeoutMillis: 100 }));
  return client;
}

export function sleepMillis(millis: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, millis);
  });
}
