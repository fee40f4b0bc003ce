import type { LiveOptions } from '../../src/live/live.ts';
import { Live } from '../../src/live/live.ts';
import type { SeriesRow } from '../../src/live/messages.ts';
import type { Dialect } from '../../src/statsd/dialect.ts';
import { StatsdIntake } from '../../src/statsd/intake.ts';
import type { ReceiverEvents } from '../../src/statsd/receiver.ts';
import { StatsdTotals } from '../../src/statsd/totals.ts';
import { Subscribers } from '../../src/subscribers.ts';

/** A `Live` that watches lines, by a clock that tests drive. */
export interface Watched {
  readonly live: Live;
  /** Unix milliseconds. */
  time: number;
  /** Takes lines in one datagram, as a receiver does. */
  send(...lines: readonly string[]): void;
  /** Ends the watch. */
  end(): void;
  /** The only series of that name. */
  row(name: string): SeriesRow;
}

/** What is remembered, and whether warnings are refused. */
type Options = LiveOptions & { readonly strict?: boolean };

/** The beginning of a minute. */
export const start = 1_700_000_040_000;

export function watchLines(
  dialect: Dialect = 'dogstatsd',
  { strict = true, ...options }: Options = {},
): Watched {
  const subscribers = new Subscribers<ReceiverEvents>();
  const totals = new StatsdTotals(dialect);
  const intake = new StatsdIntake(totals, strict, {
    record: (parsed, line) => subscribers.tell('record', (callback) => callback(parsed, line)),
    badLine: (badLine) => subscribers.tell('badLine', (callback) => callback(badLine)),
  });
  const live = new Live({ clock: { now: () => watched.time }, ...options });
  const watched = {
    live,
    time: start,
    send: (...lines: readonly string[]) => intake.datagram(Buffer.from(lines.join('\n'))),
    row(name: string) {
      const rows = live.query({ limit: 200 }).rows.filter((row) => row.name === name);
      if (rows.length !== 1) throw new Error(`${rows.length} series are called ${name}`);
      return rows[0]!;
    },
  };
  const end = live.watch('dogstatsd', {
    totals,
    on: (event, callback) => subscribers.on(event, callback),
  });
  return Object.assign(watched, { end });
}
