import { setTimeout as sleep } from 'node:timers/promises';
import { openDogstatsd } from './backends/dogstatsd.mjs';
import { openGraphite } from './backends/graphite.mjs';
import { openInitialState } from './backends/initialstate.mjs';
import { openStatHat } from './backends/stathat.mjs';
import { openStatsd } from './backends/statsd.mjs';
import { openStride } from './backends/stride.mjs';
import { Recorded } from './compare/recorded.mjs';
import { compare } from './compare/result.mjs';
import { startCustomers } from './customers.mjs';
import { startShop } from './shop-process.mjs';
import { untilStopped } from './stop.mjs';
import { createView } from './view/view.mjs';

const resource = {
  'service.name': 'shop',
  'service.version': '1.0.0',
  'deployment.environment.name': 'demo',
};
const resourceTags = { service: 'shop', version: '1.0.0', env: 'demo' };
/** How long data may be on its way between two processes of one machine. */
const settleMillis = 2000;

/** Data of the last export may still wait in a socket. */
async function settled(recorded, backends) {
  const until = performance.now() + settleMillis;
  let result = compare(recorded, backends);
  while (!result.equal && performance.now() < until) {
    await sleep(20);
    result = compare(recorded, backends);
  }
  return result;
}

/** Runs shop and customers until the time is over or somebody stops it. Resolves with the last comparison. */
async function observe(options, backends, view) {
  const recorded = new Recorded();
  const endpoints = Object.fromEntries(backends.map(({ name, endpoint }) => [name, endpoint]));
  const shop = await startShop({ endpoints, resource }, (report) => {
    recorded.take(report);
    for (const backend of backends) backend.take(report);
    view.refresh(recorded, () => compare(recorded, backends));
  });
  const goHome = startCustomers(shop.url);
  view.start(shop.url, backends);
  try {
    await Promise.race([untilStopped(options.seconds), shop.gone]);
    await goHome();
    await shop.stop();
  } finally {
    shop.kill();
  }
  return settled(recorded, backends);
}

/** The demo. Resolves with whether every backend received what was recorded. */
export async function runDemo(options) {
  const backends = [
    await openStatsd(options.lose),
    await openDogstatsd(options.lose, resourceTags),
    await openGraphite(resourceTags),
    await openStatHat(),
    await openStride(resourceTags),
    await openInitialState(resourceTags),
  ];
  const view = createView(options);
  try {
    const result = await observe(options, backends, view);
    view.finish(result);
    return result.equal;
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    await Promise.all(backends.map((backend) => backend.close()));
  }
}
