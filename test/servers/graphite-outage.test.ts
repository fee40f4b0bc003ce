import { setTimeout as sleep } from 'node:timers/promises';
import { GraphiteMetricExporter, type GraphiteMetricExporterOptions } from '@otelwire/graphite';
import { afterEach, expect, it, vi } from 'vitest';
import { Carbon } from './carbon.ts';
import { describeWithServer } from './describe-with-server.ts';
import { SecondBySecond } from './graphite-load.ts';
import { ResettingRelay } from './resetting-relay.ts';

const SERIES = 50;
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function service(options: GraphiteMetricExporterOptions) {
  const exporter = new GraphiteMetricExporter({ timeoutMillis: 500, ...options });
  const load = new SecondBySecond(exporter, SERIES);
  cleanUps.push(() => exporter.shutdown());
  return { exporter, load };
}

/** Ends the load, sends what is held, and waits for carbon's disk. */
async function finish(exporter: GraphiteMetricExporter, load: SecondBySecond, carbon: Carbon): Promise<void> {
  await load.stop();
  await vi.waitFor(
    async () => {
      await exporter.forceFlush();
      expect(exporter.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: {} });
    },
    { timeout: 30_000, interval: 200 },
  );
  await vi.waitFor(async () => expect(await load.gaps(carbon)).toEqual([]), {
    timeout: 10_000,
    interval: 200,
  });
  const { accepted, delivered } = exporter.accounting;
  expect(delivered).toBe(accepted);
  expect(accepted).toBe(load.points);
}

/** 0 to 1, the same in each run. */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describeWithServer('carbon', (server) => {
  const carbon = new Carbon(server);

  it.each<[string, () => GraphiteMetricExporterOptions]>([
    ['plaintext', () => ({ endpoint: `tcp://127.0.0.1:${carbon.port}` })],
    ['pickle', () => ({ endpoint: `tcp://127.0.0.1:${carbon.picklePort}`, protocol: 'pickle' })],
  ])(
    'that is killed ten times has every second of every series in the end, by %s',
    async (_, options) => {
      const { exporter, load } = service({ ...options(), prefix: '' });
      const random = randomly(7);
      load.start();
      for (let i = 0; i < 10; i += 1) {
        await sleep(500 + 2000 * random());
        await server.kill();
        await sleep(1500 * random());
        await server.start();
      }
      await sleep(1500);
      await finish(exporter, load, carbon);
    },
    120_000,
  );

  it('that accepts and never reads until it is killed has every second in the end', async () => {
    const { exporter, load } = service({ endpoint: `tcp://127.0.0.1:${carbon.port}` });
    load.start();
    await sleep(2500);
    await server.pause();
    await sleep(6000);
    await server.restart();
    await sleep(2500);
    await finish(exporter, load, carbon);
  }, 60_000);

  it('behind a relay that loses what it has and resets connections has every second in the end', async () => {
    const relay = await ResettingRelay.open(carbon.port);
    cleanUps.push(() => relay.close());
    const { exporter, load } = service({ endpoint: `tcp://127.0.0.1:${relay.port}` });
    const random = randomly(11);
    load.start();
    for (let i = 0; i < 6; i += 1) {
      await sleep(1000 + 1000 * random());
      relay.hold();
      await sleep(2000 * random());
      relay.reset();
    }
    await sleep(1500);
    await finish(exporter, load, carbon);
  }, 60_000);
});
