// The shop as a process of its own: node demo/shop/service.mjs '{"endpoints":{…},"resource":{…},"day":{…}}', with an IPC channel.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { hourOf } from './day.mjs';
import { createInstruments, createObservableGauge } from './instruments.mjs';
import { createProvider, exportIntervalMillis } from './provider.mjs';
import { Shop } from './shop.mjs';
import { Tally } from './tally.mjs';

const { endpoints, resource, day } = JSON.parse(process.argv[2]);
const reportMillis = 250;
const idleMillis = 100;

const tally = new Tally();
const provider = createProvider(endpoints, resource);
const meter = provider.getMeter('shop');
const shop = new Shop(createInstruments(meter, tally), () => hourOf(day));
createObservableGauge(meter, tally, 'shop.queue.depth', () => shop.queueDepths());

let requests = 0;
const server = createServer((request, response) => {
  requests += 1;
  const { status, size } = shop.answer(request.method, request.url);
  request.resume();
  response.writeHead(status).end(status === 204 ? undefined : Buffer.alloc(size, 'x'));
});

const send = (message) => new Promise((resolve) => process.send(message, resolve));
const report = (type) => send({ type, requests, series: tally.report() });

// Ctrl-C reaches this process too; the one that started it says when to end.
process.on('SIGINT', () => {});
process.once('disconnect', () => process.exit());

server.listen(0, '127.0.0.1');
await once(server, 'listening');
const reporting = setInterval(() => report('report'), reportMillis);
const idling = setInterval(() => shop.idle(), idleMillis);
await send({ type: 'ready', url: `http://127.0.0.1:${server.address().port}` });

process.on('message', async () => {
  clearInterval(reporting);
  clearInterval(idling);
  server.close();
  server.closeAllConnections();
  // the last values go out with an export of their own second; shutdown makes one more
  await sleep(exportIntervalMillis + idleMillis);
  await provider.shutdown();
  await report('end');
  process.disconnect();
});
