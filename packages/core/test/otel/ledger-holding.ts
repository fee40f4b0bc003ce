import type { Dropped, Holding } from '../../src/delivery/holding.js';
import { type HeldEntry, Ledger } from '../../src/delivery/ledger.js';
import { writeLine } from '../delivery/line-holding.js';
import { readLine } from './line-encoder.js';

/** Holds the lines of the line encoder in a ledger: deltas add up, of levels the newest stays. */
export function createLedgerHolding(): Holding<HeldEntry> & { readonly size: number } {
  const ledger = new Ledger();
  const keepLevel = (head: string, value: number, points: number, order: number, dropped: Dropped): void => {
    dropped.superseded =
      (dropped.superseded ?? 0) + (ledger.setLevel(head, '', value, points, order) as number);
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
        if (kind === 'delta-sum') ledger.addSum(head, '', Number(value), share);
        else if (kind !== 'level') ledger.keepSample(head, '', value, share);
        else if (isLatest) keepLevel(head, Number(value), share, order, dropped);
        else dropped.superseded = (dropped.superseded ?? 0) + share;
      });
      return dropped;
    },
    takeAll: () => ledger.takeAll(),
    write({ head, kind, value, samples, points }, packer) {
      for (const text of kind === 'samples' ? samples : [`${value}`]) writeLine(packer, `${head}${text}`);
      packer.endPoint(points);
      return {};
    },
    putBack({ head, kind, value, samples, points, sequence }) {
      const dropped: Dropped = {};
      if (kind === 'sum') ledger.addSum(head, '', value, points);
      else if (kind === 'level') keepLevel(head, value, points, sequence, dropped);
      else
        for (const [i, sample] of samples.entries())
          ledger.keepSample(head, '', sample, i === 0 ? points : 0);
      return dropped;
    },
  };
}
