import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { StrideReceiverOptions } from '../../src/stride/options.ts';
import type { StrideReceiver } from '../../src/stride/receiver.ts';
import { createStrideReceiver } from '../../src/stride/receiver.ts';
import type { Answered } from '../http/request.ts';
import { ask } from '../http/request.ts';

/** A receiver that is closed when the test ends. */
export async function openReceiver(options?: StrideReceiverOptions): Promise<StrideReceiver> {
  const receiver = await createStrideReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** The headers of a request with a key. */
export function headersOf(key = 'key'): Record<string, string> {
  return {
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    'content-type': 'application/json',
  };
}

/** Sends a request such as `POST /collect/clicks`. */
export function send(
  { endpoints }: StrideReceiver,
  what: string,
  json?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const [method, path] = what.split(' ');
  const body = json === undefined ? '' : typeof json === 'string' ? json : JSON.stringify(json);
  return ask(endpoints.http + path, { method, headers: { ...headersOf(), ...headers }, body });
}

/** Opens a subscription, and gives its answer as soon as the headers are there. */
export function subscribe({ endpoints }: StrideReceiver, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${endpoints.http}${path}`, { agent: false, headers: headersOf() });
    onTestFinished(() => void outgoing.destroy());
    outgoing.on('error', reject).on('response', resolve).end();
  });
}

/** The codes of all that was refused. */
export function codesOf({ totals }: StrideReceiver): readonly string[] {
  return totals.badRequests.flatMap(({ defects }) => defects.map(({ code }) => code));
}
