import type { ConnectionOptions as TlsOptions } from 'node:tls';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { Transport } from '../transport/transport.js';
import { millis } from './number-parsers.js';
import { having, opaque } from './opaque-parser.js';
import { option, type SchemaFor } from './schema.js';

/** Options that exporters and clients of every backend have: the way to the server, and what stands around it. */
export interface ConnectOptions {
  /** How long a connection may take to be made. */
  readonly connectTimeoutMillis?: number | undefined;
  /** Options of Node's `tls.connect` for `tls://`: `ca`, `cert`, `key`, `servername`, `rejectUnauthorized` … */
  readonly tls?: TlsOptions | undefined;
  /** Your own way to the server, in place of `endpoint`. */
  readonly transport?: Transport | undefined;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
}

/** For the schema of a backend, which overrides what is different there. */
export const connectionSchema = {
  connectTimeoutMillis: option({
    type: millis({ min: 1 }),
    env: 'CONNECT_TIMEOUT',
    default: 5000,
    describe: 'How long a connection may take to be made.',
  }),
  tls: option({
    type: opaque<TlsOptions>(
      "an object of Node's tls.connect options",
      (value): value is TlsOptions => typeof value === 'object' && value !== null,
    ),
    secret: true,
    describe: 'Certificates and the like for `tls://`, as `tls.connect` takes them.',
  }),
  transport: option({
    type: having<Transport>('a transport', 'send', 'close'),
    describe: 'Your own way to the server, in place of `endpoint`.',
  }),
  clock: option({
    type: having<Clock>('a clock', 'now', 'monotonicMillis', 'setTimer', 'keepAlive'),
    describe: 'Another source of time, for tests.',
    defaultText: "the system's",
  }),
  logger: option({
    type: having<Logger>('a logger', 'error', 'warn', 'info', 'debug'),
    describe: 'Where changes of state are said.',
    defaultText: '`diag` in exporters, none in clients',
  }),
} as const satisfies SchemaFor<ConnectOptions>;
