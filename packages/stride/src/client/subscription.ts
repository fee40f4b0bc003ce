import { Backoff, sleep, TransportError } from '@otelwire/core';
import { orAborted } from '@otelwire/core/http';
import type { Caller } from './caller.js';
import { EventLines } from './event-lines.js';
import { StrideError } from './stride-error.js';

export interface SubscriptionOptions {
  readonly caller: Caller;
  /** With its query. */
  readonly path: string;
  readonly reconnect: boolean;
  /** Ends it, as the `close` of the caller does. */
  readonly stop: AbortSignal;
}

const MAX_EVENT_BYTES = 16_777_216;
/** A request that comes too early, too often, or not now. */
const passing = new Set([408, 425, 429]);

/** The events of one connection after the other, until it is stopped. Throws a `StrideError`. */
export async function* readEvents(options: SubscriptionOptions): AsyncGenerator<unknown, undefined> {
  const { controller, end } = options.caller.begin(options.stop);
  try {
    yield* readOn(options, controller.signal);
  } finally {
    end();
  }
}

async function* readOn(
  options: SubscriptionOptions,
  signal: AbortSignal,
): AsyncGenerator<unknown, undefined> {
  const { caller, reconnect } = options;
  const { clock } = caller;
  const backoff = new Backoff({ clock });
  while (!signal.aborted) {
    try {
      for await (const event of connect(options, signal)) {
        backoff.succeeded();
        yield event;
      }
      if (!reconnect) return;
    } catch (error) {
      if (signal.aborted) return;
      if (!reconnect || !isPassing(error)) throw error;
    }
    backoff.failed();
    const pauseMillis = Math.max(0, backoff.until - clock.monotonicMillis());
    await orAborted(sleep(clock, pauseMillis), signal).catch(() => {});
  }
}

async function* connect(
  { caller, path }: SubscriptionOptions,
  signal: AbortSignal,
): AsyncGenerator<unknown, undefined> {
  const { controller, end } = caller.begin(signal);
  try {
    yield* eventsOf(await caller.open({ method: 'GET', path }, controller), caller.endpoint);
  } catch (error) {
    throw error instanceof StrideError ? error : caller.brokenError(error);
  } finally {
    end();
  }
}

async function* eventsOf(
  body: AsyncIterable<Uint8Array>,
  endpoint: string,
): AsyncGenerator<unknown, undefined> {
  const lines = new EventLines(MAX_EVENT_BYTES);
  for await (const chunk of body) {
    for (const line of lines.push(chunk)) yield eventOf(line, endpoint);
    if (lines.isTooLong) throw new StrideError(200, `${endpoint} sends an event without an end`);
  }
  if (lines.isWithinLine) throw new StrideError(0, `${endpoint} ended in the midst of an event`);
}

function eventOf(line: string, endpoint: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new StrideError(200, `${endpoint} sends an event that is no JSON`);
  }
}

/** Whether it may go better later. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof StrideError)) return false;
  if (error.cause instanceof TransportError && !error.cause.retryable) return false;
  return error.status === 0 || error.status >= 500 || passing.has(error.status);
}
