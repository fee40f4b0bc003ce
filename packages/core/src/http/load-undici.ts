import { TransportError } from '../errors.js';
import { errorCode } from '../transport/socket-error.js';

/** Its import takes about 100 ms: that waits for the first send. Version 8 needs Node.js 22.19. */
export async function loadUndici(endpoint: string): Promise<typeof import('undici')> {
  try {
    return await import('undici');
  } catch (cause) {
    const code = errorCode(cause);
    const what = code.endsWith('MODULE_NOT_FOUND')
      ? 'needs the package undici: npm install undici@7'
      : `cannot load the package undici (${code}); is it another version than 7? npm install undici@7`;
    throw new TransportError(endpoint, what, { cause, retryable: false });
  }
}
