import { Backoff, type Clock } from '@otelwire/core';
import type { DispatcherAnswer } from '@otelwire/core/http';
import { answerReason } from '../wire/answer-reason.js';
import { withoutKey } from './authorization.js';
import { callError } from './call-error.js';
import type { Caller } from './caller.js';
import { EventLines } from './event-lines.js';
import { readText } from './read-text.js';
import { StrideError } from './stride-error.js';

export interface SubscriptionOptions {
  readonly caller: Caller;
  readonly apiKey: string;
  /** With its query. */
  readonly path: string;
  readonly reconnect: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
}

const MAX_EVENT_BYTES = 16_777_216;
const MAX_REASON_BYTES = 65_536;
const MAX_REASON_LENGTH = 80;
/** A request that comes too early, too often, or not now. */
const passing = new Set([408, 425, 429]);

/** The events of one connection after the other, until `signal` is aborted. Throws a `StrideError`. */
export async function* readEvents(options: SubscriptionOptions): AsyncGenerator<unknown, undefined> {
  const { caller, reconnect, signal } = options;
  const backoff = new Backoff({ clock: caller.clock });
  while (!signal.aborted) {
    try {
      for await (const event of connect(options)) {
        backoff.succeeded();
        yield event;
      }
      if (!reconnect) return;
    } catch (error) {
      if (signal.aborted) return;
      if (!reconnect || !isPassing(error)) throw error;
    }
    backoff.failed();
    await pause(caller.clock, backoff.until, signal);
  }
}

async function* connect(options: SubscriptionOptions): AsyncGenerator<unknown, undefined> {
  const { caller, signal } = options;
  const controller = caller.begin();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    yield* eventsOf(await open(options, controller), caller.endpoint);
  } catch (error) {
    throw callError(caller.endpoint, error);
  } finally {
    signal.removeEventListener('abort', abort);
    caller.end(controller);
  }
}

function open({ apiKey, caller, path }: SubscriptionOptions, controller: AbortController) {
  const begun = async (answer: DispatcherAnswer, signal: AbortSignal) => {
    if (answer.statusCode !== 200) throw await refusal(answer, caller.endpoint, apiKey, signal);
    return answer.body;
  };
  return caller.call({ method: 'GET', path }, begun, controller);
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

async function refusal(answer: DispatcherAnswer, endpoint: string, apiKey: string, signal: AbortSignal) {
  const { headers, statusCode: status } = answer;
  const body = await readText(answer, MAX_REASON_BYTES, signal).catch(() => '');
  const reason = answerReason({ status, headers, body, isComplete: true });
  const said =
    reason === undefined ? '' : ` ${JSON.stringify(withoutKey(reason, apiKey).slice(0, MAX_REASON_LENGTH))}`;
  return new StrideError(status, `${endpoint} answers ${status}${said}`);
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof StrideError)) return false;
  return error.status === 0 || error.status >= 500 || passing.has(error.status);
}

/** Somebody waits for events: the process stays. */
function pause(clock: Clock, until: number, signal: AbortSignal): Promise<void> {
  const delayMillis = Math.max(0, until - clock.monotonicMillis());
  return new Promise((resolve) => {
    const awake = clock.keepAlive(delayMillis);
    const timer = clock.setTimer(done, delayMillis);
    function done() {
      awake.cancel();
      timer.cancel();
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
