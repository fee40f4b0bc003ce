import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createGraphiteReceiver,
  type GraphiteReceiver,
  type GraphiteReceiverOptions,
} from '@otelwire/sandbox';
import { afterEach, vi } from 'vitest';
import { GraphiteClient, type GraphiteClientOptions } from '../../src/client/index.ts';

/** For what comes, on a machine that does other things as well. */
export const inTime = { timeout: 30_000 };
vi.setConfig({ testTimeout: 60_000 });

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A strict receiver that is closed after the test. */
export async function receiver(options: GraphiteReceiverOptions = {}): Promise<GraphiteReceiver> {
  const opened = await createGraphiteReceiver(options);
  closing.push(() => opened.close());
  return opened;
}

let sockets = 0;

/** A path for a unix socket that is removed after the test. */
export function socketPath(): string {
  sockets += 1;
  const path = join(tmpdir(), `otelwire-graphite-${process.pid}-${sockets}.sock`);
  closing.push(() => rm(path, { force: true }));
  return path;
}

/** A client that is closed after the test. */
export function graphiteClient(options: GraphiteClientOptions): GraphiteClient {
  const client = new GraphiteClient(options);
  closing.push(() => client.close({ timeoutMillis: 100 }));
  return client;
}
