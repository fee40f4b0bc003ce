import { aFunction } from '../config/function-parser.js';
import { millis } from '../config/number-parsers.js';
import { option, type SchemaFor } from '../config/schema.js';
import type { ClientOptions } from './client-options.js';
import { debugSwitch } from './debug-switch.js';

/** For the schema of a client, which overrides what is different there. */
export const clientSchema = {
  flushIntervalMillis: option({
    type: millis(),
    env: 'FLUSH_INTERVAL',
    default: 100,
    describe: 'How long a record waits at the most for others to be sent along with it.',
  }),
  timeoutMillis: option({
    type: millis(),
    env: 'TIMEOUT',
    default: 10_000,
    describe: 'How long one attempt to send may take; what is not sent by then is held. 0 means a minute.',
    whyDefault: 'a server that takes nothing for so long is as good as away',
  }),
  closeTimeoutMillis: option({
    type: millis(),
    env: 'CLOSE_TIMEOUT',
    default: 5000,
    describe: 'How long `close` goes on sending what was written.',
  }),
  debug: option({
    type: debugSwitch(),
    env: 'DEBUG',
    default: false,
    describe:
      'Shows each record that is written: `true` on the standard error, or a function of yours gets it.',
  }),
  onError: option({
    type: aFunction<NonNullable<ClientOptions['onError']>>('a function of the error'),
    describe: 'Called once an outage when the server is away, and when records were given up because of it.',
  }),
} as const satisfies SchemaFor<ClientOptions>;
