import type { BackendName } from '../backend-name.js';
import type { GraphiteReceiver } from '../graphite/receiver.js';
import type { InitialStateReceiver } from '../initial-state/receiver.js';
import type { OtlpReceiver } from '../otlp/receiver.js';
import type { StatHatReceiver } from '../stathat/receiver.js';
import { rulesOf } from '../statsd/dialect.js';
import type { StatsdReceiver } from '../statsd/receiver.js';
import type { StrideReceiver } from '../stride/receiver.js';
import type { Feed } from './feed.js';
import { notesOf } from './lines.js';
import { observeGraphite } from './observe/graphite.js';
import { observeInitialState } from './observe/initial-state.js';
import { observeOtlp } from './observe/otlp.js';
import { observeStatHat } from './observe/stathat.js';
import { observeStatsd } from './observe/statsd.js';
import { observeStride } from './observe/stride.js';
import { watchHttp } from './watch-http.js';

/** What is needed of each backend's receiver. */
export interface Watched {
  readonly statsd: Pick<StatsdReceiver, 'on' | 'totals'>;
  readonly dogstatsd: Pick<StatsdReceiver, 'on' | 'totals'>;
  readonly graphite: Pick<GraphiteReceiver, 'on'>;
  readonly stathat: Pick<StatHatReceiver, 'on'>;
  readonly stride: Pick<StrideReceiver, 'on'>;
  readonly initialstate: Pick<InitialStateReceiver, 'on'>;
  readonly otlp: Pick<OtlpReceiver, 'on'>;
}

/** Leads what a receiver tells into a feed; gives what ends it. */
type Watcher<Name extends BackendName> = (receiver: Watched[Name], feed: Feed) => readonly (() => void)[];

const watchers: { readonly [Name in BackendName]: Watcher<Name> } = {
  statsd: watchStatsd,
  dogstatsd: watchStatsd,
  graphite: watchGraphite,
  stathat: (receiver, feed) => watchHttp(receiver, feed, observeStatHat),
  stride: (receiver, feed) => watchHttp(receiver, feed, observeStride),
  initialstate: (receiver, feed) => watchHttp(receiver, feed, observeInitialState),
  otlp: (receiver, feed) => watchHttp(receiver, feed, observeOtlp),
};

/** Leads what a receiver tells into a feed; gives the function that ends it. */
export function watch<Name extends BackendName>(name: Name, receiver: Watched[Name], feed: Feed): () => void {
  const watcher: Watcher<Name> = watchers[name];
  const ends = watcher(receiver, feed);
  return () => {
    for (const end of ends) end();
  };
}

function watchStatsd(receiver: Watched['statsd'], feed: Feed): readonly (() => void)[] {
  const { gaugesAreRelative } = rulesOf(receiver.totals.dialect);
  return [
    receiver.on('record', ({ record, defects }, line) => {
      const now = feed.now();
      feed.addLine(line, notesOf(true, defects), bytesOf(line), now);
      if (record !== undefined) feed.addRecord(observeStatsd(record, gaugesAreRelative), now);
    }),
    receiver.on('badLine', ({ line, defects }) => {
      feed.addLine(line, notesOf(false, defects), bytesOf(line), feed.now());
    }),
  ];
}

function watchGraphite(receiver: Watched['graphite'], feed: Feed): readonly (() => void)[] {
  return [
    receiver.on('record', (point, line) => {
      const now = feed.now();
      feed.addLine(line, notesOf(true, point.defects), bytesOf(line), now);
      feed.addRecord(observeGraphite(point), now);
    }),
    receiver.on('badLine', ({ line, defects }) => {
      feed.addLine(line, notesOf(false, defects), bytesOf(line), feed.now());
    }),
  ];
}

/** With its line feed. */
function bytesOf(line: string): number {
  return Buffer.byteLength(line) + 1;
}
