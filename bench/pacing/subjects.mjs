import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { DogStatsdMetricExporter } from '@otelwire/statsd';
import { peer } from '../peers.mjs';
import { exported } from '../sink.mjs';

/** Eight lines of 178 bytes with their line feeds are a datagram of 1432 bytes. */
const linesPerDatagram = 8;
const lineBytes = 178;
const maxPayloadBytes = linesPerDatagram * (lineBytes + 1);

/** `gauge.0000012:1|g|#k:xxxx…`, of that length. */
const nameOf = (index) => `gauge.${String(index).padStart(7, '0')}`;
const paddingOf = () => 'x'.repeat(lineBytes - `${nameOf(0)}:1|g|#k:`.length);

/** One export of as many gauges as it takes, by the exporter as it comes, but for the length of its datagrams: on this machine they would be of 8 KiB. */
function otelwire(port, datagrams) {
  const exporter = new DogStatsdMetricExporter({
    endpoint: `udp://127.0.0.1:${port}`,
    maxPayloadBytes,
    originDetection: false,
  });
  const metrics = Array.from({ length: datagrams * linesPerDatagram }, (_, i) => ({
    descriptor: { name: nameOf(i), unit: '', description: '', type: 'GAUGE', valueType: 1 },
    aggregationTemporality: 1,
    dataPointType: 2,
    dataPoints: [{ attributes: { k: paddingOf() }, startTime: [1, 0], endTime: [2, 0], value: 1 }],
  }));
  const resourceMetrics = {
    resource: { attributes: {} },
    scopeMetrics: [{ scope: { name: 'bench' }, metrics }],
  };
  // an exporter keeps no process alive
  const alive = setInterval(() => {}, 1000);
  return {
    burst: () => exported(exporter, resourceMetrics),
    async close() {
      await exporter.shutdown();
      clearInterval(alive);
    },
  };
}

function hotShots(port, datagrams) {
  const { StatsD } = peer('hot-shots');
  const client = new StatsD({
    host: '127.0.0.1',
    port,
    maxBufferSize: maxPayloadBytes,
    includeDataDogTags: false,
  });
  const tags = { k: paddingOf() };
  return {
    burst() {
      for (let i = 0; i < datagrams * linesPerDatagram; i += 1) client.gauge(nameOf(i), 1, tags);
    },
    close: () => new Promise((resolve) => client.close(resolve)),
  };
}

async function plainLoop(port, datagrams) {
  const socket = createSocket('udp4');
  const bytes = Buffer.alloc(maxPayloadBytes, 'x');
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const send = () => new Promise((resolve) => socket.send(bytes, resolve));
  return {
    burst: () => Promise.all(Array.from({ length: datagrams }, send)),
    close: () => socket.close(),
  };
}

export const pacingSubjects = { otelwire, 'hot-shots': hotShots, 'plain loop': plainLoop };
