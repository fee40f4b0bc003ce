// Draws the picture for the README of @otelwire/graphite: node demo/graphite-picture.mjs [--minutes N] [--out FILE]
// The shop and its customers run against a real carbon, which is stopped for a fifth of the time; graphite-web draws it.
// It needs the built packages, and the servers that test/servers/real-servers.sh installs.
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCustomers } from './customers.mjs';
import { startGraphite } from './picture/real-servers.mjs';
import { draw, missingSeconds } from './picture/render.mjs';
import { startShop } from './shop-process.mjs';

const picture = fileURLToPath(new URL('../packages/graphite/docs/demo.png', import.meta.url));
/** Before it, averages are of less than their twenty seconds. */
const warmUpSeconds = 22;
/** carbon posts tags to graphite-web each second. */
const settleMillis = 3000;

const nowSeconds = () => Math.floor(Date.now() / 1000);

function readOptions() {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '3' }, out: { type: 'string', default: picture } },
  });
  const minutes = Number(values.minutes);
  // in less, averages would close a gap
  if (!(minutes >= 2 && minutes <= 120)) throw new Error(`--minutes ${values.minutes}: not from 2 to 120`);
  return { durationMillis: minutes * 60_000, out: values.out };
}

/** Stops carbon when two fifths of the time are over, for one fifth. */
async function interrupt({ startCarbon, stopCarbon }, durationMillis) {
  await sleep(0.4 * durationMillis);
  await stopCarbon();
  const from = nowSeconds();
  await sleep(0.2 * durationMillis);
  const until = nowSeconds();
  await startCarbon();
  await sleep(0.4 * durationMillis);
  return { from, until };
}

/** Runs shop and customers. Resolves with the range of seconds that they took, and the one in which carbon was away. */
async function observe(graphite, durationMillis) {
  const day = { daySeconds: durationMillis / 1000, startHour: 4, startedAtMillis: Date.now() };
  const endpoints = { graphite: graphite.endpoint };
  const shop = await startShop({ endpoints, resource: { 'service.name': 'shop' }, day }, () => {});
  const goHome = startCustomers(shop.url, day, 20);
  const from = nowSeconds() + warmUpSeconds;
  try {
    const outage = await Promise.race([interrupt(graphite, durationMillis), shop.gone]);
    const until = nowSeconds() - 1;
    await goHome();
    await shop.stop();
    return { range: { from, until }, outage };
  } finally {
    shop.kill();
  }
}

const { durationMillis, out } = readOptions();
const graphite = await startGraphite();
try {
  const { range, outage } = await observe(graphite, durationMillis);
  await sleep(settleMillis);
  await writeFile(out, await draw(graphite.url, range, outage));
  const missing = [await missingSeconds(graphite.url, range), await missingSeconds(graphite.url, outage)];
  console.log(`${out}: carbon was stopped for ${outage.until - outage.from} s`);
  console.log(`seconds without a point: ${missing[0]}, of these while it was stopped: ${missing[1]}`);
} finally {
  await graphite.stop();
}
