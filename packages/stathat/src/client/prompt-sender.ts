import type { SendOutcome, Transport } from '@otelwire/core';
import type { Answer } from '../wire/answer.js';
import type { Format, PointKind } from '../wire/format.js';
import { bodyOf, type Point } from './point-writer.js';
import { StatHatError } from './stathat-error.js';
import type { Way } from './way.js';

/** A connection that one request at a time uses, so that the answer is known to be its own. */
interface Line {
  readonly transport: Transport;
  answer: Answer | undefined;
}

const MAX_LINES = 4;

/** What became of a point that was not taken. */
export interface Failure {
  readonly reason: 'rejected' | 'unconfirmed' | 'not_sent' | 'shutdown';
  readonly error: StatHatError;
}

/** Sends points by themselves, one request each, and tells what became of it. Nothing is sent a second time. */
export class PromptSender {
  readonly #way: Way;
  readonly #format: Format;
  readonly #idle: Readonly<Record<PointKind, Line[]>> = { count: [], value: [] };
  readonly #busy = new Set<Line>();
  readonly #waiting: (() => void)[] = [];
  #free = MAX_LINES;
  #isClosed = false;

  constructor(way: Way, format: Format) {
    this.#way = way;
    this.#format = format;
  }

  /** Resolves when the fate of the point is known: undefined when it was taken. Never rejects. */
  async send(point: Point, deadline: number): Promise<Failure | undefined> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const failure = this.#isClosed ? this.shutdown() : await this.#sendAlone(point, deadline);
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
    return failure;
  }

  /** Why nothing is sent any more. */
  shutdown(): Failure {
    return { reason: 'shutdown', error: new StatHatError(0, 'the client is closed', { retryable: true }) };
  }

  async #sendAlone(point: Point, deadline: number): Promise<Failure | undefined> {
    const line = this.#idle[point.kind].pop() ?? this.#open(point.kind);
    this.#busy.add(line);
    const failure = await this.#sendOver(line, point, deadline);
    this.#busy.delete(line);
    // The next call is to ask anew, not to be told what has failed before.
    if (failure === undefined) this.#idle[point.kind].push(line);
    else void line.transport.close(deadline);
    return failure;
  }

  /** Ends what is on its way at `deadline`. Never rejects. */
  async close(deadline: number): Promise<void> {
    this.#isClosed = true;
    const lines = [...this.#busy, ...Object.values(this.#idle).flat()];
    await Promise.all(lines.map(({ transport }) => transport.close(deadline)));
  }

  #open(kind: PointKind): Line {
    const line: Line = {
      transport: this.#way.open(kind, this.#format, {
        isIdempotent: false,
        maxRetries: 0,
        onAnswer(answer) {
          line.answer = answer;
        },
      }),
      answer: undefined,
    };
    return line;
  }

  async #sendOver(line: Line, point: Point, deadline: number): Promise<Failure | undefined> {
    line.answer = undefined;
    const buffer = bodyOf(this.#format, point);
    const outcome = await line.transport.send({ buffer, ends: [buffer.length] }, deadline);
    return failureOf(outcome, line.answer);
  }
}

function failureOf(outcome: SendOutcome, answer: Answer | undefined): Failure | undefined {
  const cause = outcome.lost?.[0]?.error ?? outcome.error;
  if (cause === undefined) return undefined;
  const reason = outcome.lost?.[0]?.reason ?? 'not_sent';
  const message = answer?.message || cause.message;
  const retryable = reason === 'not_sent';
  return { reason, error: new StatHatError(answer?.status ?? 0, message, { cause, retryable }) };
}
