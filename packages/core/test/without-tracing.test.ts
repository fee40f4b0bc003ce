import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, type ContextManager, context, ROOT_CONTEXT } from '@opentelemetry/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutTracing } from '../src/without-tracing.js';
import { createExporterBench } from './otel/exporter-bench.js';
import { countsOf } from './otel/metrics.js';
import { coreOfSdk } from './otel/sdk.js';

const { isTracingSuppressed } = coreOfSdk();

/** What an application with tracing has. */
class AsyncContextManager implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();

  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT;
  }

  with<Parameters extends unknown[], Result>(
    active: Context,
    work: (...parameters: Parameters) => Result,
    thisArgument?: unknown,
    ...parameters: Parameters
  ): Result {
    return this.#storage.run(active, () => work.call(thisArgument, ...parameters));
  }

  bind<Value>(_: Context, value: Value): Value {
    return value;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    return this;
  }
}

beforeAll(() => {
  context.setGlobalContextManager(new AsyncContextManager());
});

afterAll(() => {
  context.disable();
});

describe('work without tracing', () => {
  it("is recognised by the SDK's own check, and ends with the work", async () => {
    expect(isTracingSuppressed(context.active())).toBe(false);
    const seen = await withoutTracing(async () => {
      await Promise.resolve();
      return isTracingSuppressed(context.active());
    });
    expect([seen, isTracingSuppressed(context.active())]).toEqual([true, false]);
  });

  it('keeps what else is in the context, and gives what the work gives', () => {
    const key = Symbol.for('test');
    const inner = context.with(context.active().setValue(key, 7), () =>
      withoutTracing(() => context.active().getValue(key)),
    );
    expect(inner).toBe(7);
  });

  it('is every send of an exporter, those of forceFlush and shutdown too', async () => {
    const bench = createExporterBench();
    const seen: boolean[] = [];
    const look = (delivered: number) => {
      seen.push(isTracingSuppressed(context.active()));
      return { delivered };
    };
    bench.transport.respondWith(({ ends }) => look(ends.length));
    await bench.export(countsOf(1));
    await bench.export(countsOf(1));
    bench.transport.failNext();
    await bench.export(countsOf(1));
    await bench.exporter.forceFlush();
    bench.transport.failNext();
    await bench.export(countsOf(1));
    await bench.exporter.shutdown();
    expect(seen).toEqual([true, true, true, true]);
  });
});
