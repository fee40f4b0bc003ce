import { createInitialStateReceiver, createStatHatReceiver, createStrideReceiver } from '@otelwire/sandbox';
import { DatagramRelay } from './datagram-relay.mjs';
import { everything } from './everything.mjs';
import { framings } from './framing.mjs';
import { HttpFaults } from './http-faults.mjs';
import { received } from './received.mjs';
import { StreamRelay } from './stream-relay.mjs';

/** Behind a relay: what it has is in a thread of its own (receivers.mjs). */
const datagrams = async ({ endpoints: { taken, lost }, random }) => ({
  faults: await DatagramRelay.open({ receiver: taken, lost, random }),
});
const stream =
  (framing, isUnix) =>
  async ({ endpoints: { taken, lost }, path }) => ({
    faults: await StreamRelay.open(
      { receiver: taken, lost, wholeRecords: framings[framing] },
      isUnix ? `unix://${path}` : undefined,
    ),
  });

const http = (create, read) => async () => {
  const receiver = await create({ ...everything, maxEventsPerMonth: Number.POSITIVE_INFINITY, maxKept: 10 });
  return { faults: new HttpFaults(receiver), read: () => ({ taken: read(receiver.totals) }) };
};

/** All backends by the names that the table has for them. */
export const backends = {
  'statsd-udp': datagrams,
  'statsd-tcp': stream('lines'),
  'statsd-unix': stream('lines', true),
  'dogstatsd-udp': datagrams,
  'dogstatsd-tcp': stream('lines'),
  'dogstatsd-unix': stream('uint32le frames', true),
  'graphite-tcp': stream('lines'),
  'graphite-pickle': stream('uint32be frames'),
  stathat: http(createStatHatReceiver, received.stathat),
  stride: http(createStrideReceiver, received.stride),
  initialstate: http(createInitialStateReceiver, received.initialstate),
};
