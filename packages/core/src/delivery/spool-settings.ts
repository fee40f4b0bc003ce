import { describeEndpoint, type Endpoint } from '../config/endpoint.js';
import type { Values } from '../config/schema.js';
import type { spoolSchema } from '../config/spool-schema.js';
import type { Transport } from '../transport/transport.js';
import type { Folding } from './holding.js';
import type { HeldEntry } from './ledger.js';

/** What an exporter writes into files, and for whom. */
interface SpoolContent {
  /** What sends it, for the name of a folder. */
  readonly kind: string;
  /** Where it goes, without secrets: what is left is sent nowhere else. */
  readonly destination: () => string;
  /** Resolves when that is known. Default: it is from the beginning. */
  readonly isKnown?: Promise<void> | undefined;
  /** The form of the payloads: what is left in another one is not sent. */
  readonly format: string;
  /** Where payloads are folded: an empty ledger without bounds. */
  readonly createHolding?: (() => Folding<HeldEntry>) | undefined;
}

/** Where, for whom and how what is held is kept in files. */
export interface SpoolSettings extends SpoolContent {
  readonly directory: string;
  readonly maxBytes: number;
  readonly maxAgeMillis: number;
}

/** Undefined where no folder is given. */
export function spoolSettings(
  options: Values<typeof spoolSchema> | undefined,
  content: SpoolContent,
): SpoolSettings | undefined {
  if (options?.directory === undefined) return undefined;
  return { ...content, ...options, directory: options.directory };
}

/** What tells one destination from another. Of a URL neither user, password nor query. */
export function destinationOf(endpoint: Endpoint | undefined, transport: Transport | undefined): string {
  if (transport !== undefined || endpoint === undefined) return transport?.description ?? '';
  if (!('url' in endpoint)) return describeEndpoint(endpoint);
  return endpoint.url.origin + endpoint.url.pathname;
}
