import type { Clock } from '../clock.js';
import type { TransportError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { Packer } from '../payload/packer.js';
import type { Transport } from '../transport/transport.js';
import type { Holding } from './holding.js';
import type { SpoolSettings } from './spool-settings.js';

export interface DeliveryOptions<Entry> {
  readonly transport: Transport;
  readonly packer: Packer;
  readonly holding: Holding<Entry>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Reasons of `drop` that are as somebody asked for: they are counted, and not logged. */
  readonly quietReasons?: readonly string[] | undefined;
  /** Told once when the backend is found away, with what is also logged. */
  readonly onDown?: ((error: TransportError) => void) | undefined;
  /** Told when points that had been delivered are held again. */
  readonly onRecalled?: (() => void) | undefined;
  /** Keeps what is held in files as well. Default: it does not. */
  readonly spool?: SpoolSettings | undefined;
}
