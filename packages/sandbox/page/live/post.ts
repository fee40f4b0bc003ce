import type { FaultRequest } from '../../src/live/messages.ts';

export function postFault(request: FaultRequest): Promise<void> {
  return post('api/fault', request);
}

export function postReset(): Promise<void> {
  return post('api/reset', {});
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error((await response.text()) || `The server answered ${response.status}.`);
}
