import type { Holding } from '../delivery/holding.js';
import { Packer } from '../payload/packer.js';
import { payloadAt } from '../payload/payload-at.js';

const PAYLOAD_BYTES = 65_536;

/** Entries of a ledger as payloads. */
export function packEntries<Entry>(
  entries: readonly Entry[],
  write: Holding<Entry>['write'],
  maxRecordBytes: number,
): { readonly payload: Uint8Array; readonly points: number }[] {
  const packer = new Packer({ maxPayloadBytes: Math.max(PAYLOAD_BYTES, maxRecordBytes), maxRecordBytes });
  for (const entry of entries) write(entry, packer);
  return packer.takeAll().flatMap((batch) => batch.ends.map((_, i) => payloadAt(batch, i, 0)));
}
