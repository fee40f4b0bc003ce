import type { DroppedError, TransportError } from '../errors.js';
import type { Logger } from '../logger.js';

/** What the application does with an error is its business, and so is what it throws. */
export function errorTeller(
  onError: ((error: TransportError | DroppedError) => void) | undefined,
  logger: Logger,
): (error: TransportError | DroppedError) => void {
  return (error) => {
    try {
      onError?.(error);
    } catch (thrown) {
      logger.error(`onError threw: ${thrown}`);
    }
  };
}
