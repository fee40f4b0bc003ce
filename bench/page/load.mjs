// Sends lines to a sandbox: node bench/page/load.mjs '{"endpoints":{"dogstatsd":"udp://…","graphite":"tcp://…"},"linesPerMinute":1000000,"seconds":60,"series":10000}'
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const { endpoints, linesPerMinute, seconds, series } = JSON.parse(process.argv[2]);
const roundMillis = 20;
const maxDatagramBytes = 1432;
/** Of ten lines, how many go where. */
const shares = [
  'dogstatsd',
  'dogstatsd',
  'dogstatsd',
  'graphite',
  'dogstatsd',
  'graphite',
  'dogstatsd',
  'graphite',
];

const regions = ['eu-west', 'eu-north', 'us-east', 'us-west'];
const types = ['c', 'g', 'd'];

function tagsOf(i) {
  return `region:${regions[i % 4]},host:web-${i % 97},route:/r/${i % 31},shard:${i}`;
}

function amountOf(i) {
  return Math.round(50 + 40 * Math.sin(Date.now() / 9000 + i) + 10 * Math.random());
}

const lineOf = {
  dogstatsd: (i) => `load.${types[i % 3]}.requests:${amountOf(i)}|${types[i % 3]}|#${tagsOf(i)}`,
  graphite: (i) => `load.level;host=web-${i % 97};shard=${i} ${amountOf(i)} ${Math.floor(Date.now() / 1000)}`,
};

async function openUdp(endpoint) {
  const { hostname, port } = new URL(endpoint);
  const socket = createSocket('udp4');
  socket.connect(Number(port), hostname);
  await once(socket, 'connect');
  return {
    async write(lines) {
      let datagram = '';
      for (const line of lines) {
        if (datagram.length + line.length + 1 > maxDatagramBytes) {
          await new Promise((resolve) => socket.send(datagram, resolve));
          datagram = '';
        }
        datagram += datagram === '' ? line : `\n${line}`;
      }
      if (datagram !== '') await new Promise((resolve) => socket.send(datagram, resolve));
    },
    close: () => socket.close(),
  };
}

async function openTcp(endpoint) {
  const { hostname, port } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return {
    async write(lines) {
      if (!socket.write(`${lines.join('\n')}\n`)) await once(socket, 'drain');
    },
    close: () => socket.end(),
  };
}

const outs = { dogstatsd: await openUdp(endpoints.dogstatsd), graphite: await openTcp(endpoints.graphite) };
const startedAt = performance.now();
let sent = 0;
while (performance.now() - startedAt < seconds * 1000) {
  const due = Math.floor(((performance.now() - startedAt) / 60_000) * linesPerMinute);
  const lines = { dogstatsd: [], graphite: [] };
  for (; sent < due; sent += 1) {
    const name = shares[sent % shares.length];
    lines[name].push(lineOf[name](sent % series));
  }
  for (const [name, out] of Object.entries(outs)) if (lines[name].length > 0) await out.write(lines[name]);
  await sleep(roundMillis);
}
for (const out of Object.values(outs)) out.close();
process.stdout.write(JSON.stringify({ sent, seconds: (performance.now() - startedAt) / 1000 }));
