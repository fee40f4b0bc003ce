import { setTimeout as sleep } from 'node:timers/promises';
import { Application } from './application/application.mjs';
import { startBackends } from './backends/start.mjs';
import { compare, problemsOf } from './compare.mjs';
import { FaultStorm } from './faults.mjs';
import { seededRandom } from './random.mjs';

const lookMillis = 100;
const recoveryMillis = 120_000;

/** Looks at the accounts again and again: how often they did not hold, by exporter. */
function watchAccounts(exporters) {
  const imbalances = Object.fromEntries(Object.keys(exporters).map((name) => [name, 0]));
  const timer = setInterval(() => {
    for (const [name, exporter] of Object.entries(exporters)) {
      if (exporter.imbalance() !== 0) imbalances[name] += 1;
    }
  }, lookMillis);
  return { imbalances, stop: () => clearInterval(timer) };
}

/** Until nothing is held any more. Returns how long it took. */
async function recover(application) {
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  do {
    await application.flush();
    await sleep(lookMillis);
  } while (!application.isSettled && elapsed() < recoveryMillis);
  await application.shutdown();
  return elapsed();
}

/** What was sent last is read, or it never will be: on a busy machine each hop may take its time. */
async function readAtRest(backends) {
  let before;
  for (let calmLooks = 0; calmLooks < 4; ) {
    const now = JSON.stringify(await backends.read());
    calmLooks = now === before ? calmLooks + 1 : 0;
    before = now;
    await sleep(300);
  }
  return JSON.parse(before);
}

/** Records for so many minutes while everything goes wrong, lets it recover, and compares. */
export async function runSoak({ minutes, seed, series }) {
  const backends = await startBackends(seed);
  try {
    const application = new Application(backends.endpoints, { series, seed });
    const storm = new FaultStorm(backends, seededRandom(seed));
    const watch = watchAccounts(application.exporters);
    application.start();
    storm.start();
    await sleep(minutes * 60_000);
    await storm.stop();
    application.stopRecording();
    const recovery = await recover(application);
    watch.stop();
    const read = await readAtRest(backends);
    const rows = Object.entries(application.exporters).map(([name, { accounting, given, times }]) => {
      const recorded = application.recordedFor(name);
      const row = compare(name, recorded, times, read[name], accounting);
      const notGiven = Object.entries(given).filter(([key, value]) => value !== recorded[key]).length;
      return { ...row, notGiven, imbalances: watch.imbalances[name], faults: storm.counts[name] };
    });
    const judged = rows.map((row) => ({ ...row, problems: problemsOf(row) }));
    return { seed, minutes, recoverySeconds: Number((recovery / 1000).toFixed(1)), rows: judged };
  } finally {
    backends.stop();
  }
}
