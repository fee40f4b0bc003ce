import type { BackendTotals } from '../live/messages.js';
import type { AnyReceiver } from './by-backend.js';

/** What came over all listeners of a receiver. */
type Counts = Omit<BackendTotals, 'seriesCount' | 'forgottenSeriesCount'>;

export function countsOf({ totals }: AnyReceiver): Counts {
  if ('requests' in totals) {
    const { count, badCount, byteCount, connectionCount } = totals.requests;
    const lineCount = 'pointCount' in totals ? totals.pointCount : totals.eventCount;
    return { lineCount, badLineCount: badCount, byteCount, packetCount: count, connectionCount };
  }
  const { badLineCount, byteCount, connectionCount } = totals;
  if ('recordCount' in totals) {
    const { recordCount: lineCount, datagramCount: packetCount } = totals;
    return { lineCount, badLineCount, byteCount, packetCount, connectionCount };
  }
  const packetCount = totals.datagramCount + totals.frameCount + totals.requestCount;
  return { lineCount: totals.pointCount, badLineCount, byteCount, packetCount, connectionCount };
}
