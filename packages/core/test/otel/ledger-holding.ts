import type { Dropped, Holding } from '../../src/delivery/holding.js';
import { type HeldEntry, Ledger } from '../../src/delivery/ledger.js';
import { at } from '../delivery/identity.js';
import { writeLine } from '../delivery/line-holding.js';
import { readLine } from './line-encoder.js';

/** Holds the lines of the line encoder in a ledger: deltas add up, of levels the newest stays. */
export function createLedgerHolding(): Holding<HeldEntry> & { readonly size: number } {
  const ledger = new Ledger();
  const keepLevel = (head: string, value: number, points: number, order: number, dropped: Dropped): void => {
    dropped.superseded =
      (dropped.superseded ?? 0) + (ledger.setLevel(at(head, ''), value, points, order) as number);
  };
  return {
    get points() {
      return ledger.points;
    },
    get size() {
      return ledger.size;
    },
    get isEmpty() {
      return ledger.size === 0;
    },
    hold(payload, points, order, isLatest) {
      const dropped: Dropped = {};
      const lines = Buffer.from(payload).toString().split('\n').slice(0, -1);
      let left = points;
      lines.forEach((line, i) => {
        const { series, kind, value } = readLine(line);
        const share = i === lines.length - 1 ? left : Math.min(1, left);
        left -= share;
        const head = `${series} ${kind} `;
        if (kind === 'delta-sum') ledger.addSum(at(head, ''), Number(value), share);
        else if (kind !== 'level') ledger.keepSample(at(head, ''), value, share);
        else if (isLatest) keepLevel(head, Number(value), share, order, dropped);
        else dropped.superseded = (dropped.superseded ?? 0) + share;
      });
      return dropped;
    },
    get entries() {
      return ledger.entries;
    },
    takeEach: () => ledger.takeEach(),
    write({ head, kind, value, samples, points }, packer) {
      for (const text of kind === 'samples' ? samples : [`${value}`]) writeLine(packer, `${head}${text}`);
      packer.endPoint(points);
      return {};
    },
  };
}
