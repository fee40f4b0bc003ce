import { onTestFinished } from 'vitest';
import type { StatHatReceiverOptions } from '../../src/stathat/options.ts';
import type { StatHatReceiver } from '../../src/stathat/receiver.ts';
import { createStatHatReceiver } from '../../src/stathat/receiver.ts';
import type { Answered } from '../http/request.ts';
import { ask, askJson } from '../http/request.ts';

/** A receiver that is closed when the test ends. */
export async function openReceiver(options?: StatHatReceiverOptions): Promise<StatHatReceiver> {
  const receiver = await createStatHatReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** Sends a form. */
export function postForm(
  receiver: StatHatReceiver,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Answered> {
  return ask(receiver.endpoints.http + path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(fields)),
  });
}

/** Sends items of the EZ API in one request. */
export function postBulk(receiver: StatHatReceiver, data: unknown): Promise<Answered> {
  return askJson(`${receiver.endpoints.http}/ez`, { ezkey: 'k', data });
}

/** The codes of all that was refused. */
export function codesOf({ totals }: StatHatReceiver): readonly string[] {
  return totals.badRequests.flatMap(({ defects }) => defects.map(({ code }) => code));
}
