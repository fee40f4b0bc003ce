import { parentPort, workerData } from 'node:worker_threads';
import { createGraphiteReceiver, createStatsdReceiver } from '@otelwire/sandbox';
import { everything } from './everything.mjs';
import { received } from './received.mjs';

const statsd = (dialect, transport) => ({
  transport,
  create: (path) =>
    createStatsdReceiver({
      dialect,
      maxSamplesPerSeries: 0,
      udp: transport === 'udp',
      tcp: transport === 'tcp',
      ...(transport === 'unix' && { unix: { path } }),
    }),
  read: received.statsd,
});

const graphite = (transport) => ({
  transport,
  create: () => createGraphiteReceiver({ ...everything, [transport]: true }),
  read: received.graphite,
});

const kinds = {
  'statsd-udp': statsd('plain', 'udp'),
  'statsd-tcp': statsd('plain', 'tcp'),
  'statsd-unix': statsd('plain', 'unix'),
  'dogstatsd-udp': statsd('dogstatsd', 'udp'),
  'dogstatsd-tcp': statsd('dogstatsd', 'tcp'),
  'dogstatsd-unix': statsd('dogstatsd', 'unix'),
  'graphite-tcp': graphite('tcp'),
  'graphite-pickle': graphite('pickle'),
};

/** One for what is taken, and one for what a relay throws away. */
const pairs = {};
for (const [name, { create }] of Object.entries(kinds)) {
  const [taken, lost] = await Promise.all(
    ['taken', 'lost'].map((which) => create(`${workerData.folder}/${name}-${which}.sock`)),
  );
  pairs[name] = { taken, lost };
}

const eachOf = (pair, value) => ({ taken: value(pair.taken), lost: value(pair.lost) });
const each = (value) =>
  Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, value(name, kind)]));

parentPort.on('message', () => {
  parentPort.postMessage(each((name, { read }) => eachOf(pairs[name], ({ totals }) => read(totals))));
});
parentPort.postMessage(
  each((name, { transport }) => eachOf(pairs[name], ({ endpoints }) => endpoints[transport])),
);
