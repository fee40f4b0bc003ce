import type { Folding } from '../delivery/holding.js';
import type { HeldEntry } from '../delivery/ledger.js';
import { type HeldPayload, readHeld } from './held-payload.js';
import { packEntries } from './pack-entries.js';
import { kinds, type SpoolRecord } from './record.js';
import { pointsOf, type Replay } from './replay.js';
import { without } from './without.js';

type CreateHolding = () => Folding<HeldEntry>;

/** Of payloads that are folded: `createHolding` makes an empty ledger without bounds. */
export function foldedReplay(createHolding: CreateHolding, maxRecordBytes: number): Replay {
  return {
    read(records, isYoung) {
      const holding = createHolding();
      const entries = fold(records, createHolding, isYoung);
      const write = holding.write.bind(holding);
      const all = heldIn(records);
      const madeAt = all.at(-1)?.madeAt ?? 0;
      return {
        payloads: packEntries(entries, write, maxRecordBytes).map(({ payload, points }, id) => ({
          id,
          madeAt,
          points,
          order: 0,
          isLatest: true,
          payload,
        })),
        // of sums that were partly sent, it is not known which part
        oldPoints: pointsOf(all.filter((payload) => !isYoung(payload))),
      };
    },

    forget(log, payloads) {
      log.push(kinds.taken);
      for (const { payload } of payloads) log.push(kinds.sent, payload);
    },
  };
}

/** Each `taken` begins anew, and what was not sent of it is held again. */
function fold(
  records: readonly SpoolRecord[],
  createHolding: CreateHolding,
  isYoung: (payload: HeldPayload) => boolean,
): HeldEntry[] {
  const held = createHolding();
  const sent = createHolding();
  let taken: HeldEntry[] = [];
  const endTaken = () => {
    for (const entry of without(taken, [...sent.takeEach()])) held.putBack(entry);
  };
  for (const { kind, body } of records) {
    const payload = kind === kinds.held ? readHeld(body) : undefined;
    if (payload !== undefined && isYoung(payload)) {
      held.hold(payload.payload, payload.points, payload.order, payload.isLatest, 0);
    } else if (kind === kinds.sent) sent.hold(body, 0, 0, true, 0);
    else if (kind === kinds.taken) {
      endTaken();
      taken = [...held.takeEach()];
    }
  }
  endTaken();
  return [...held.takeEach()];
}

function heldIn(records: readonly SpoolRecord[]): HeldPayload[] {
  return records.flatMap(({ kind, body }) => (kind === kinds.held ? (readHeld(body) ?? []) : []));
}
