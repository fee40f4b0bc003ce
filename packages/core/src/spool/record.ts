import { crc32 } from 'node:zlib';

/** What a record in a file says. */
export const kinds = {
  /** What the file is: JSON. The first record. */
  header: 1,
  /** A payload is held. */
  held: 2,
  /** Payloads, by their numbers, are not held any more. */
  removed: 3,
  /** All that was held is folded and about to be sent. */
  taken: 4,
  /** Of what was taken, the lines of a payload have been sent. */
  sent: 5,
} as const;

export type RecordKind = (typeof kinds)[keyof typeof kinds];

export interface SpoolRecord {
  readonly kind: number;
  readonly body: Buffer;
}

/** The length of the body, the CRC-32 of kind and body, and the kind. */
const HEAD_BYTES = 9;

/** A record as it stands in a file. */
export function recordOf(kind: RecordKind, ...parts: readonly Uint8Array[]): Buffer {
  const record = Buffer.concat([new Uint8Array(HEAD_BYTES), ...parts]);
  record.writeUInt32LE(record.length - HEAD_BYTES, 0);
  record.writeUInt8(kind, 8);
  record.writeUInt32LE(crc32(record.subarray(8)), 4);
  return record;
}

/** The records of a file up to the first that is torn or damaged, and how many bytes they have together. */
export function readRecords(bytes: Buffer): { readonly records: SpoolRecord[]; readonly readBytes: number } {
  const records: SpoolRecord[] = [];
  let at = 0;
  while (at + HEAD_BYTES <= bytes.length) {
    const end = at + HEAD_BYTES + bytes.readUInt32LE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 8, end)) !== bytes.readUInt32LE(at + 4)) break;
    records.push({ kind: bytes.readUInt8(at + 8), body: bytes.subarray(at + HEAD_BYTES, end) });
    at = end;
  }
  return { records, readBytes: at };
}
