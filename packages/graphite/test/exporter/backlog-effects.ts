import { systemClock } from '@otelwire/core';
import { expect } from 'vitest';
import type { GraphiteMetricExporterOptions } from '../../src/index.ts';
import { wireGraphite } from './wired.ts';

/** An exporter whose first export fails. */
async function failing(options: GraphiteMetricExporterOptions) {
  const wired = wireGraphite(options);
  wired.transport.failNext();
  for (const name of ['a', 'b', 'c']) wired.meter.createCounter(name).add(1);
  await wired.export();
  return wired;
}

/** What each option does that says how much is held, and what is sent again. */
export const backlogEffects: Record<string, () => Promise<void>> = {
  async maxBacklogBytes() {
    const { exporter } = await failing({ maxBacklogBytes: 400 });
    expect(exporter.accounting).toMatchObject({ held: 0, dropped: { queue_full: 3 } });
  },

  async maxBacklogAgeMillis() {
    let now = 0;
    const clock = { ...systemClock, monotonicMillis: () => now };
    const wired = await failing({ maxBacklogAgeMillis: 1000, clock });
    now = 1001;
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ delivered: 3, dropped: { too_old: 3 } });
  },

  async resendWindowMillis() {
    let now = 0;
    const clock = { ...systemClock, monotonicMillis: () => now };
    const wired = wireGraphite({ resendWindowMillis: 1000, clock });
    wired.meter.createCounter('a').add(1);
    for (now of [0, 1000, 2000]) await wired.export();
    now = 2500;
    wired.transport.breakConnection('in-order');
    expect(wired.exporter.accounting).toMatchObject({ delivered: 2, held: 1 });
  },
};
