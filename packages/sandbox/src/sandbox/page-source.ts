import type { Live } from '../live/live.js';
import type { BackendState } from '../live/messages.js';
import type { PageSource } from '../page-server/page-source.js';
import { countsOf } from './counts.js';
import type { OpenBackend } from './open-backends.js';

/** What the page shows of these backends, and what it may do to them. */
export function pageSourceOf(backends: readonly OpenBackend[], live: Live): PageSource {
  return {
    backends: backends.map(({ name }) => name),
    message: (query) => ({
      atMillis: Date.now(),
      backends: backends.map((backend) => stateOf(backend, live)),
      ...live.query(query),
    }),
    async setFault(name, fault) {
      await backends.find((backend) => backend.name === name)?.receiver.faultSwitch.set(fault);
    },
    reset() {
      for (const { receiver } of backends) receiver.reset();
      live.reset();
    },
  };
}

/** One backend, as it is now. */
function stateOf({ name, receiver, endpoints, environment }: OpenBackend, live: Live): BackendState {
  const { kinds, active } = receiver.faultSwitch;
  const { seriesCount, forgottenSeriesCount, linesPerSecond, bytesPerSecond } = live.totalsOf(name);
  return {
    name,
    endpoints,
    environment: Object.entries(environment).map(([variable, value]) => `${variable}=${value}`),
    faultKinds: kinds,
    fault: active ?? null,
    totals: { seriesCount, forgottenSeriesCount, ...countsOf(receiver) },
    linesPerSecond,
    bytesPerSecond,
  };
}
