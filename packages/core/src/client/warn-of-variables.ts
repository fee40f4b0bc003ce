import type { Logger } from '../logger.js';

type Options = { readonly logger?: Logger | undefined } | null | undefined;

/** Where a client says that a variable cannot be used: to its logger, or where Node.js says its own warnings. */
export function warnOfVariables(options: Options): (message: string) => void {
  const logger = options?.logger;
  return (message) => {
    if (logger === undefined) process.emitWarning(message, 'OtelwireWarning');
    else logger.warn(message);
  };
}
