import type { HttpRequest } from '../listen/http.js';
import type { StrideReceiverOptions } from './options.js';
import type { Refusal } from './refusal.js';
import { refusal } from './refusal.js';
import type { Route } from './route.js';

/** Whether the key of a request may do what it asks for: the key is the user of Basic, and the password is empty. */
export function checkKey(
  { headers, method }: HttpRequest,
  { area }: Route,
  { secretKeys, openKeys = [] }: StrideReceiverOptions,
): Refusal | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(headers.authorization ?? '') ?? [];
  if (encoded === undefined) return refusal(401, 'no-key', 'the Authorization is missing, or is not Basic');
  const [, key] = /^([^:]+):$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (key === undefined) {
    return refusal(401, 'unauthorized', 'the key is the user, and the password is empty');
  }
  if (openKeys.includes(key)) {
    const mayWrite = area === 'collect' && method === 'POST';
    return mayWrite ? undefined : refusal(403, 'forbidden', 'an open key may only write events');
  }
  return (secretKeys?.includes(key) ?? true) ? undefined : refusal(401, 'unauthorized', 'no such key');
}
