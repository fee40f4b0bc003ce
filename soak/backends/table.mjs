import {
  createGraphiteReceiver,
  createInitialStateReceiver,
  createStatHatReceiver,
  createStatsdReceiver,
  createStrideReceiver,
} from '../packages.mjs';
import { DatagramRelay } from './datagram-relay.mjs';
import { framings } from './framing.mjs';
import { HttpFaults } from './http-faults.mjs';
import { received } from './received.mjs';
import { StreamRelay } from './stream-relay.mjs';

const everything = {
  maxPointsPerSeries: 1e6,
  maxPointsPerStat: 1e6,
  maxEventsPerStream: 1e6,
  maxEventsPerKey: 1e6,
};

/** A receiver behind a relay, and another one for what the relay throws away. */
async function relayed(create, read, { transport, wholeRecords, random, path }) {
  const [receiver, lost] = await Promise.all([create('taken'), create('lost')]);
  const endpoints = { receiver: receiver.endpoints[transport], lost: lost.endpoints[transport] };
  const relay =
    transport === 'udp'
      ? await DatagramRelay.open({ ...endpoints, random })
      : await StreamRelay.open({ ...endpoints, wholeRecords }, path && `unix://${path}`);
  return { faults: relay, read: () => ({ taken: read(receiver.totals), lost: read(lost.totals) }) };
}

const statsd = (dialect, transport, framing) => (name, folder, random) => {
  const isUnix = transport === 'unix';
  const create = (which) =>
    createStatsdReceiver({
      dialect,
      maxSamplesPerSeries: 0,
      udp: transport === 'udp',
      tcp: transport === 'tcp',
      ...(isUnix && { unix: { path: `${folder}/${name}-${which}.sock` } }),
    });
  const path = isUnix ? `${folder}/${name}.sock` : undefined;
  return relayed(create, received.statsd, { transport, wholeRecords: framings[framing], random, path });
};

const graphite = (transport, framing) => () => {
  const create = () => createGraphiteReceiver({ ...everything, [transport]: true });
  return relayed(create, received.graphite, { transport, wholeRecords: framings[framing] });
};

const http = (create, read) => async () => {
  const receiver = await create({ ...everything, maxEventsPerMonth: Number.POSITIVE_INFINITY, maxKept: 10 });
  return { faults: new HttpFaults(receiver), read: () => ({ taken: read(receiver.totals) }) };
};

/** All backends by the names that the table has for them. */
export const backends = {
  'statsd-udp': statsd('plain', 'udp', 'lines'),
  'statsd-tcp': statsd('plain', 'tcp', 'lines'),
  'statsd-unix': statsd('plain', 'unix', 'lines'),
  'dogstatsd-udp': statsd('dogstatsd', 'udp', 'lines'),
  'dogstatsd-tcp': statsd('dogstatsd', 'tcp', 'lines'),
  'dogstatsd-unix': statsd('dogstatsd', 'unix', 'uint32le frames'),
  'graphite-tcp': graphite('tcp', 'lines'),
  'graphite-pickle': graphite('pickle', 'uint32be frames'),
  stathat: http(createStatHatReceiver, received.stathat),
  stride: http(createStrideReceiver, received.stride),
  initialstate: http(createInitialStateReceiver, received.initialstate),
};
