import { receiverOptions as dogstatsd, openDogstatsd } from './dogstatsd.mjs';
import { receiverOptions as graphite, openGraphite } from './graphite.mjs';
import { receiverOptions as initialstate, openInitialState } from './initialstate.mjs';
import { openStatHat, receiverOptions as stathat } from './stathat.mjs';
import { openStatsd, receiverOptions as statsd } from './statsd.mjs';
import { openStride, receiverOptions as stride } from './stride.mjs';

/** What the receivers of the sandbox are told, by backend. */
export const receivers = { statsd, dogstatsd, graphite, stathat, stride, initialstate };

/** The six backends, each with its receiver. */
export function openBackends(receiver, resourceTags, lose) {
  return Promise.all([
    openStatsd(receiver.statsd, lose),
    openDogstatsd(receiver.dogstatsd, resourceTags, lose),
    openGraphite(receiver.graphite, resourceTags),
    openStatHat(receiver.stathat),
    openStride(receiver.stride, resourceTags),
    openInitialState(receiver.initialstate, resourceTags),
  ]);
}
