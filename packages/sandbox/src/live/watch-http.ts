import type { Defect } from '../defect.js';
import type { HttpReceiver, HttpTotals } from '../http/receiver.js';
import type { Feed } from './feed.js';
import type { Observation } from './observation.js';
import { bodyBytes, rawRequest } from './raw-request.js';

/** Of one request; a body may have one for each of its events. */
const maxDefects = 20;

/** What is needed of a receiver over HTTP. */
export type WatchedHttp<Entry, Code extends string> = Pick<HttpReceiver<HttpTotals<Code>, Entry, Code>, 'on'>;

/** The line of a request that is being answered. */
interface OpenLine {
  readonly number: number;
  readonly text: string;
  readonly atMillis: number;
  readonly notes: { isTaken: boolean; defects: readonly Defect<string>[] };
}

/** Leads requests and what is taken of them into a feed. A request counts as taken once any of it is. */
export function watchHttp<Entry, Code extends string>(
  receiver: WatchedHttp<Entry, Code>,
  feed: Feed,
  observe: (entry: Entry) => readonly Observation[],
): readonly (() => void)[] {
  let open: OpenLine | undefined;
  return [
    receiver.on('request', (request) => {
      const text = rawRequest(request);
      const notes = { isTaken: false, defects: [] };
      const atMillis = feed.now();
      open = { number: feed.addLine(text, notes, bodyBytes(request), atMillis), text, notes, atMillis };
    }),
    receiver.on('record', (entry) => {
      if (open !== undefined) open.notes.isTaken = true;
      feed.addRecord(observe(entry), feed.now());
    }),
    receiver.on('badRequest', ({ defects }) => {
      if (open === undefined) return;
      const { number, text, notes, atMillis } = open;
      if (notes.defects.length === 0) feed.addBadLine(text, notes, number, atMillis);
      notes.defects = [...notes.defects, ...defects].slice(0, maxDefects);
    }),
  ];
}
