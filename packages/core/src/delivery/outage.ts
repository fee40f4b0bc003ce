import type { TransportError } from '../errors.js';
import type { Logger } from '../logger.js';

export interface OutageOptions {
  /** The backend, as it may be shown. */
  readonly description: string;
  readonly logger: Logger;
  /** Told once an outage, with what is also logged. */
  readonly onDown: ((error: TransportError) => void) | undefined;
}

/** Whether the backend is away; said when that changes. */
export class Outage {
  readonly #options: OutageOptions;
  #cause: TransportError | undefined;

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#cause !== undefined;
  }

  /** What was said to the last try. */
  get cause(): TransportError | undefined {
    return this.#cause;
  }

  begin(error: TransportError): void {
    const { logger, onDown } = this.#options;
    const wasOn = this.isOn;
    this.#cause = error;
    if (wasOn) {
      logger.debug(error.message);
      return;
    }
    const consequence = error.retryable ? 'are held and will be sent again' : 'that it refused are dropped';
    const end = error.message.endsWith('?') ? '' : '.';
    logger.warn(`${error.message}${end} Data points ${consequence}`);
    onDown?.(error);
  }

  end(): void {
    if (!this.isOn) return;
    this.#cause = undefined;
    const { description, logger } = this.#options;
    logger.info(`${description} takes data again; what was held has been sent`);
  }
}
