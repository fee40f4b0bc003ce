/** A payload that is held, as a file has it. */
export interface HeldPayload {
  /** Its number within the log. */
  readonly id: number;
  /** When it was packed for the first time, in milliseconds since 1970: other processes have other monotonic clocks. */
  readonly madeAt: number;
  readonly points: number;
  /** Of the batch that it came in. */
  readonly order: number;
  readonly isLatest: boolean;
  readonly payload: Uint8Array;
}

const HEAD_BYTES = 25;

/** What stands before the payload. */
export function heldHead({ id, madeAt, points, order, isLatest }: Omit<HeldPayload, 'payload'>): Buffer {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32LE(id, 0);
  head.writeDoubleLE(madeAt, 4);
  head.writeUInt32LE(points, 12);
  head.writeDoubleLE(order, 16);
  head.writeUInt8(Number(isLatest), 24);
  return head;
}

/** The body of a record of payloads that are not held any more. */
export function removedBody(ids: readonly number[]): Buffer {
  const body = Buffer.allocUnsafe(4 * ids.length);
  for (const [i, id] of ids.entries()) body.writeUInt32LE(id, 4 * i);
  return body;
}

/** The numbers in such a body. */
export function readRemoved(body: Buffer): number[] {
  return Array.from({ length: Math.floor(body.length / 4) }, (_, i) => body.readUInt32LE(4 * i));
}

/** Reads the body of a record of a payload that is held. */
export function readHeld(body: Buffer): HeldPayload | undefined {
  if (body.length < HEAD_BYTES) return undefined;
  return {
    id: body.readUInt32LE(0),
    madeAt: body.readDoubleLE(4),
    points: body.readUInt32LE(12),
    order: body.readDoubleLE(16),
    isLatest: body.readUInt8(24) === 1,
    payload: body.subarray(HEAD_BYTES),
  };
}
