import { silentLogger } from '@otelwire/core';
import { createStrideReceiver } from '@otelwire/sandbox';
import { afterEach, vi } from 'vitest';
import { afterwards, cleanUp } from '../../../core/test/http/http-server.ts';
import {
  StrideClient,
  type StrideClientOptions,
  StrideCollector,
  type StrideCollectorOptions,
} from '../../src/client/index.ts';

afterEach(cleanUp);

export const API_KEY = 'key';
/** For `expect.poll`, on a machine that does other things as well. */
export const inTime = { timeout: 30_000 };
vi.setConfig({ testTimeout: 60_000 });

export type Receiver = Awaited<ReturnType<typeof createStrideReceiver>>;

/** A strict receiver that is closed after the test. */
export async function receiver(options?: Parameters<typeof createStrideReceiver>[0]): Promise<Receiver> {
  const opened = await createStrideReceiver(options);
  afterwards(() => opened.close());
  return opened;
}

/** A client that is closed after the test. */
export function clientOf(to: Receiver, options: StrideClientOptions = {}): StrideClient {
  const client = new StrideClient({ endpoint: to.endpoints.http, apiKey: API_KEY, ...options });
  afterwards(() => client.close());
  return client;
}

/** A collector that is started, and stopped after the test. */
export function collectorOf(to: Receiver, options: StrideCollectorOptions = {}): StrideCollector {
  const collector = new StrideCollector({ endpoint: to.endpoints.http, apiKey: API_KEY, ...options });
  collector.start();
  afterwards(() => collector.stop({ timeoutMillis: 100 }));
  return collector;
}

/** A logger, and all that it was told. */
export function noted() {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  return { lines, logger: { ...silentLogger, error: note, warn: note, info: note, debug: note } };
}
