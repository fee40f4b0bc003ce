import type { Logger } from '../../src/index.js';

/** Keeps what is said, but for `debug`. */
export function recordingLogger(): { readonly logger: Logger; readonly messages: string[] } {
  const messages: string[] = [];
  const logger: Logger = {
    error: (message) => void messages.push(`error: ${message}`),
    warn: (message) => void messages.push(`warn: ${message}`),
    info: (message) => void messages.push(`info: ${message}`),
    debug() {},
  };
  return { logger, messages };
}
