import { type HeldPayload, readHeld, readRemoved, removedBody } from './held-payload.js';
import type { Log } from './log.js';
import { kinds, type SpoolRecord } from './record.js';

/** How what is held is made of records again. */
export interface Replay {
  /** What was held when the last record was written. */
  read(records: readonly SpoolRecord[], isYoung: (payload: HeldPayload) => boolean): Replayed;
  /** Writes down that payloads, of those that were read, are not held any more. */
  forget(log: Log, payloads: readonly HeldPayload[]): void;
}

interface Replayed {
  readonly payloads: readonly HeldPayload[];
  /** Of what is not young. */
  readonly oldPoints: number;
}

/** Of payloads that are held one by one. */
export const payloadReplay: Replay = {
  read(records, isYoung) {
    const held = new Map<number, HeldPayload>();
    for (const { kind, body } of records) {
      const payload = kind === kinds.held ? readHeld(body) : undefined;
      if (payload !== undefined) held.set(payload.id, payload);
      if (kind === kinds.removed) for (const id of readRemoved(body)) held.delete(id);
    }
    const payloads = [...held.values()].sort((a, b) => a.madeAt - b.madeAt);
    return {
      payloads: payloads.filter(isYoung),
      oldPoints: pointsOf(payloads.filter((payload) => !isYoung(payload))),
    };
  },

  forget(log, payloads) {
    log.push(kinds.removed, removedBody(payloads.map(({ id }) => id)));
  },
};

export function pointsOf(payloads: readonly HeldPayload[]): number {
  return payloads.reduce((sum, { points }) => sum + points, 0);
}
