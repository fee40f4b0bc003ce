import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { type Accounting, type Clock, systemClock } from '@otelwire/core';
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { createGraphiteReceiver, createStatsdReceiver } from '@otelwire/sandbox';
import { StatsdMetricExporter } from '@otelwire/statsd';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../packages/core/test/otel/collection.ts';

const HOUR_MILLIS = 3_600_000;

/** The clock of a machine whose date is set while programs run. */
class JumpingClock implements Clock {
  #offsetMillis = 0;
  readonly monotonicMillis = systemClock.monotonicMillis;
  readonly setTimer = systemClock.setTimer;
  readonly keepAlive = systemClock.keepAlive;

  now(): number {
    return systemClock.now() + this.#offsetMillis;
  }

  jump(hours: number): void {
    this.#offsetMillis += hours * HOUR_MILLIS;
  }
}

type Exporter = PushMetricExporter & { readonly accounting: Accounting };

function makeExporter(kind: 'statsd' | 'graphite', endpoint: string, clock: Clock): Exporter {
  if (kind === 'statsd') return new StatsdMetricExporter({ endpoint, clock, target: 'etsy' });
  return new GraphiteMetricExporter({ endpoint, clock });
}

async function openReceiver(kind: 'statsd' | 'graphite') {
  if (kind === 'statsd') {
    const receiver = await createStatsdReceiver({ dialect: 'plain', tcp: true });
    return { receiver, amount: () => receiver.totals.find('c', 'orders')?.sum ?? 0 };
  }
  const receiver = await createGraphiteReceiver({ tcp: true });
  return { receiver, amount: () => receiver.totals.find('orders')?.points.size ?? 0 };
}

describe.each(['statsd', 'graphite'] as const)('a %s exporter on a machine whose date is set', (kind) => {
  it.each([7, -7])('%i hours in the midst of an outage loses nothing', async (hours) => {
    const { receiver, amount } = await openReceiver(kind);
    const clock = new JumpingClock();
    const exporter = makeExporter(kind, receiver.endpoints.tcp!, clock);
    let second = Math.floor(Date.now() / 1000);
    const exportOne = async () => {
      second += 1;
      const endTime = [second, 0] as const;
      const metrics = collectionOf([{ name: 'orders', kind: 'counter', points: [{ value: 1, endTime }] }]);
      const { code } = await new Promise<{ code: number }>((resolve) => exporter.export(metrics, resolve));
      expect(code).toBe(0);
    };

    await exportOne();
    clock.jump(hours);
    await exportOne();
    await receiver.faults.refuse();
    await exportOne();
    clock.jump(-2 * hours);
    await exportOne();
    expect(exporter.accounting.delivered).toBeLessThan(4);
    await receiver.faults.listenAgain();
    clock.jump(hours);
    await expect
      .poll(async () => {
        await exporter.forceFlush();
        return amount();
      })
      .toBe(4);
    expect(exporter.accounting).toEqual({ accepted: 4, delivered: 4, held: 0, inFlight: 0, dropped: {} });
    await exporter.shutdown();
    await receiver.close();
  });
});
