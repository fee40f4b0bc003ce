import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox } from '@otelwire/sandbox';
import { openBackends, receivers } from './backends/all.mjs';
import { Recorded } from './compare/recorded.mjs';
import { compare } from './compare/result.mjs';
import { startCustomers } from './customers.mjs';
import { interrupt } from './fault/interruption.mjs';
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
/** Of the page; the backends have those behind it. */
const usualPort = 8400;
/** A day in four minutes, from eleven in the morning. */
const day = { daySeconds: 240, startHour: 11 };
/** Where nobody said how long it takes: on after ten seconds, off after twenty. */
const interruptedMillis = 30_000;

/** Data of the last export may still wait in a socket. */
async function settled(recorded, backends) {
  for (const backend of backends) backend.settle();
  const until = performance.now() + settleMillis;
  let result = compare(recorded, backends);
  while (!result.equal && performance.now() < until) {
    await sleep(20);
    result = compare(recorded, backends);
  }
  return result;
}

/** Runs shop and customers until the time is over or somebody stops it. Resolves with the last comparison. */
async function observe(options, backends, pageUrl, view) {
  const recorded = new Recorded();
  const endpoints = Object.fromEntries(backends.map(({ name, endpoint }) => [name, endpoint]));
  const today = { ...day, startedAtMillis: Date.now() };
  const shop = await startShop({ endpoints, resource, day: today }, (report) => {
    recorded.take(report);
    for (const backend of backends) {
      backend.noteFault();
      backend.take(report);
    }
    view.refresh(recorded, () => compare(recorded, backends));
  });
  const goHome = startCustomers(shop.url, today);
  view.start({ page: pageUrl, shop: shop.url }, backends);
  try {
    await Promise.race([untilStopped(options.seconds), interrupted(options, backends), shop.gone]);
    await goHome();
    await shop.stop();
  } finally {
    shop.kill();
  }
  return settled(recorded, backends);
}

/** Never resolves: the run goes on when the fault is over. */
async function interrupted({ fault, seconds }, backends) {
  if (fault !== undefined) await interrupt(backends, fault, Math.min(seconds * 1000, interruptedMillis));
  return new Promise(() => {});
}

/** The six backends at the ports that were asked for; where nobody asked and one is taken, at free ones. */
async function openSandbox({ isEndless, port }) {
  const open = (first) =>
    createSandbox({ backends: Object.keys(receivers), receivers, page: isEndless, port: first });
  if (port !== undefined) return open(port);
  try {
    return await open(isEndless ? usualPort : 0);
  } catch (error) {
    if (error.code !== 'ERR_OTELWIRE_SANDBOX_PORT') throw error;
    return open(0);
  }
}

/** The demo. Resolves with whether every backend received what was recorded. */
export async function runDemo(options) {
  const sandbox = await openSandbox(options);
  const backends = await openBackends(sandbox.receivers, resourceTags, options.lose);
  const view = createView(options);
  try {
    const result = await observe(options, backends, sandbox.pageUrl, view);
    view.finish(result);
    return result.equal;
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    await Promise.all(backends.map((backend) => backend.close()));
    await sandbox.close();
  }
}
