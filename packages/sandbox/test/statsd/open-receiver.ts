import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StatsdReceiverOptions } from '../../src/statsd/options.ts';
import type { StatsdReceiver } from '../../src/statsd/receiver.ts';
import { createStatsdReceiver } from '../../src/statsd/receiver.ts';
import { testCertificate } from '../listen/certificate.ts';

/** A receiver that is closed when the test ends. */
export async function openReceiver(options?: StatsdReceiverOptions): Promise<StatsdReceiver> {
  const receiver = await createStatsdReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** A path for a Unix socket, in a folder that is removed when the test ends. */
export function socketPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otelwire-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'dsd.socket');
}

/** The ways to carry lines in a stream. */
export const lineStreams: readonly (readonly [name: string, options: () => StatsdReceiverOptions])[] = [
  ['TCP', () => ({ tcp: true })],
  ['TLS', () => ({ tcp: testCertificate })],
  ['a Unix socket with lines', () => ({ unix: { path: socketPath(), framing: 'newline' } })],
];

/** The first place where a receiver listens. */
export function endpointOf({ endpoints }: StatsdReceiver): string {
  return String(Object.values(endpoints)[0]);
}
