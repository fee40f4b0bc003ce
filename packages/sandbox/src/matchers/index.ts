import { expect } from 'vitest';
import { SandboxError } from '../error.js';
import type { AnyReceiver } from '../sandbox/by-backend.js';
import { defectsOf } from './defects-of.js';
import { describeDefects, describeReceived } from './describe.js';
import type { ExpectedSeries } from './expected-series.js';
import { isAsExpected } from './expected-series.js';
import { seriesOf } from './series-of.js';

export type { ExpectedSeries } from './expected-series.js';

/** How long to wait. */
export interface ToReceiveOptions {
  /** Default 5000. */
  readonly timeoutMillis?: number;
}

/** What `expect(receiver)` can be asked. */
export interface ReceiverMatchers {
  /** A series that came until now is so. */
  toHaveReceived(expected: ExpectedSeries): void;
  /** Waits until a series is so. */
  toReceive(expected: ExpectedSeries, options?: ToReceiveOptions): Promise<void>;
  /** Nothing was refused, and nothing that was taken had anything wrong with it but remarks. */
  toHaveNoDefects(): void;
}

declare module 'vitest' {
  interface Matchers<T> extends ReceiverMatchers {}
}

interface MatcherContext {
  readonly isNot: boolean;
  equals(actual: unknown, expected: unknown): boolean;
  readonly utils: { stringify(value: unknown, maxDepth: number, options: { readonly min: true }): string };
}

function has(context: MatcherContext, receiver: AnyReceiver, expected: ExpectedSeries): boolean {
  return seriesOf(receiver).some((series) =>
    isAsExpected(series, expected, (actual, wanted) => context.equals(actual, wanted)),
  );
}

function result(
  { isNot, utils }: MatcherContext,
  pass: boolean,
  receiver: AnyReceiver,
  expected: ExpectedSeries,
) {
  const what = `${isNot ? 'no series' : 'a series'} like ${utils.stringify(expected, 10, { min: true })}`;
  return { pass, message: () => `expected ${what}\n${describeReceived(receiver, expected)}` };
}

async function waitFor(
  context: MatcherContext,
  receiver: AnyReceiver,
  expected: ExpectedSeries,
  millis: number,
) {
  try {
    await receiver.waitFor(() => has(context, receiver, expected), millis);
    return true;
  } catch (error) {
    if (error instanceof SandboxError && error.code === 'ERR_OTELWIRE_SANDBOX_TIMEOUT') return false;
    throw error;
  }
}

/** Throws when something else is expected of. */
function receiverIn(actual: unknown): AnyReceiver {
  if (typeof actual === 'object' && actual !== null && 'totals' in actual && 'waitFor' in actual) {
    return actual as AnyReceiver;
  }
  throw new TypeError('expect() needs a receiver of the sandbox, such as sandbox.receivers.graphite');
}

expect.extend({
  toHaveReceived(actual: unknown, expected: ExpectedSeries) {
    const receiver = receiverIn(actual);
    return result(this, has(this, receiver, expected), receiver, expected);
  },
  async toReceive(
    actual: unknown,
    expected: ExpectedSeries,
    { timeoutMillis = 5000 }: ToReceiveOptions = {},
  ) {
    const receiver = receiverIn(actual);
    return result(this, await waitFor(this, receiver, expected, timeoutMillis), receiver, expected);
  },
  toHaveNoDefects(actual: unknown) {
    const defects = defectsOf(receiverIn(actual));
    const pass = defects.badCount === 0 && defects.counts.size === 0;
    return {
      pass,
      message: () =>
        pass ? 'expected defects; there were none' : `expected no defects\n${describeDefects(defects)}`,
    };
  },
});
