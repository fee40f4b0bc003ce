import type { BackendName } from '../backend-name.js';
import { createGraphiteReceiver } from '../graphite/receiver.js';
import { createInitialStateReceiver } from '../initial-state/receiver.js';
import { createOtlpReceiver } from '../otlp/receiver.js';
import { createStatHatReceiver } from '../stathat/receiver.js';
import type { StatsdReceiverOptions } from '../statsd/options.js';
import type { StatsdReceiver } from '../statsd/receiver.js';
import { createStatsdReceiver } from '../statsd/receiver.js';
import { createStrideReceiver } from '../stride/receiver.js';
import type { ReceiverByBackend, ReceiverOptionsByBackend } from './by-backend.js';
import { listenError } from './listen-error.js';
import type { Place } from './place.js';
import { listenAt, unixAt } from './place.js';

type Open<Name extends BackendName> = (
  options: ReceiverOptionsByBackend[Name],
  place: Place,
) => Promise<ReceiverByBackend[Name]>;

const opens: { readonly [Name in BackendName]: Open<Name> } = {
  statsd: (options, place) => openStatsd('statsd', { dialect: 'plain', ...options }, place),
  dogstatsd: (options, place) => openStatsd('dogstatsd', options, place),
  graphite: (options, place) =>
    createGraphiteReceiver({
      ...options,
      udp: listenAt(place, 'graphite', options.udp),
      tcp: listenAt(place, 'graphite', options.tcp),
      pickle: listenAt(place, 'pickle', options.pickle),
      http: options.http && { host: place.host, ...(options.http === true ? {} : options.http) },
    }),
  stathat: (options, place) =>
    createStatHatReceiver({ ...options, http: listenAt(place, 'stathat', options.http) }),
  stride: (options, place) =>
    createStrideReceiver({ ...options, http: listenAt(place, 'stride', options.http) }),
  initialstate: (options, place) =>
    createInitialStateReceiver({ ...options, http: listenAt(place, 'initialstate', options.http) }),
  otlp: (options, place) => createOtlpReceiver({ ...options, http: listenAt(place, 'otlp', options.http) }),
};

/** Opens the receiver of a backend at its place; says which port it was if one cannot be had. */
export async function openReceiver<Name extends BackendName>(
  name: Name,
  options: ReceiverOptionsByBackend[Name],
  place: Place,
): Promise<ReceiverByBackend[Name]> {
  try {
    return await opens[name](options, place);
  } catch (error) {
    throw listenError(name, error) ?? error;
  }
}

function openStatsd(
  name: 'statsd' | 'dogstatsd',
  options: StatsdReceiverOptions,
  place: Place,
): Promise<StatsdReceiver> {
  return createStatsdReceiver({
    ...options,
    udp: listenAt(place, name, options.udp),
    tcp: listenAt(place, name, options.tcp),
    unix: options.unix ?? unixAt(place, name),
  });
}
