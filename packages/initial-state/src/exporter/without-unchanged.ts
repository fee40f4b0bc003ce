import type { Logger } from '@otelwire/core';

/** As `logger`, but nobody is warned of points that are left out because they are unchanged: that is what `sendOnChange` is for. */
export function withoutUnchanged(logger: Logger): Logger {
  return {
    error: (message) => logger.error(message),
    warn: (message) => (message.includes('(unchanged)') ? logger.debug(message) : logger.warn(message)),
    info: (message) => logger.info(message),
    debug: (message) => logger.debug(message),
  };
}
