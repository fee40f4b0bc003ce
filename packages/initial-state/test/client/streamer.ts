import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@otelwire/core';
import {
  createInitialStateReceiver,
  type InitialStateReceiver,
  type InitialStateReceiverOptions,
} from '@otelwire/sandbox';
import { afterEach, vi } from 'vitest';
import { afterwards, cleanUp } from '../../../core/test/http/http-server.ts';
import { InitialStateStreamer, type InitialStateStreamerOptions } from '../../src/client/index.ts';

afterEach(cleanUp);

export { afterwards };

export const ACCESS_KEY = 'ist_hunter2hunter2';
/** For `expect.poll`, on a machine that does other things as well. */
export const inTime = { timeout: 30_000 };
vi.setConfig({ testTimeout: 60_000 });

/** A server that refuses what the API does not allow. */
export async function receiver(
  accessKeys: readonly string[] = [ACCESS_KEY],
  options: InitialStateReceiverOptions = {},
): Promise<InitialStateReceiver> {
  const one = await createInitialStateReceiver({ accessKeys, rateLimit: { calls: 100_000 }, ...options });
  afterwards(() => one.close());
  return one;
}

/** A streamer that is closed after the test. It sends only when it is told to, or at ten events. */
export function streamerTo(
  { endpoints }: Pick<InitialStateReceiver, 'endpoints'>,
  options: InitialStateStreamerOptions = {},
): InitialStateStreamer {
  const streamer = new InitialStateStreamer({
    endpoint: endpoints.http,
    accessKey: ACCESS_KEY,
    bucketKey: 'till',
    iniFile: '',
    flushIntervalMillis: 600_000,
    maxRequestsPerSecond: 1000,
    ...options,
  });
  afterwards(() => streamer.close({ timeoutMillis: 100 }).catch(() => {}));
  return streamer;
}

/** Key, value and epoch of what came for a bucket. */
export function eventsOf({ totals }: InitialStateReceiver, bucketKey = 'till'): unknown[][] {
  const series = [...(totals.buckets.get(bucketKey)?.series.values() ?? [])];
  return series.flatMap(({ events }) => events.map(({ key, value, epoch }) => [key, value, epoch]));
}

/** The same without the epoch. */
export function valuesOf(server: InitialStateReceiver, bucketKey?: string): unknown[][] {
  return eventsOf(server, bucketKey).map(([key, value]) => [key, value]);
}

/** A logger, and all that it was told. */
export function noted() {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  return { lines, logger: { ...silentLogger, error: note, warn: note, info: note, debug: note } };
}

/** An empty folder that goes after the test. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'otelwire-'));
  afterwards(() => rm(path, { recursive: true, force: true }));
  return path;
}
