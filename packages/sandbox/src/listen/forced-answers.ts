import type { Fault, FaultKind } from '../faults/fault.js';
import type { Losses } from '../faults/losses.js';
import type { Breakable } from '../faults/sustained-faults.js';
import type { HttpAnswer } from './http-answer.js';
import { textOf } from './http-answer.js';

/** An answer that is given whatever the request says. */
export interface ForcedAnswer {
  /** 429, 503 and the like. */
  readonly status: number;
  /** Sent as `Retry-After`. Default: no such header. */
  readonly retryAfterSeconds?: number;
  /** More headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON. Default: no body. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly text?: string;
}

/**
 * What goes wrong with a request.
 *
 * - `reset-before`, `hang-before`: nothing of it is taken; its connection is reset, or it is never answered.
 * - `reset-after`, `hang-after`: it is taken, and then the same.
 * - `html`: nothing is taken, and a proxy's page of HTML is answered with 200.
 * - `truncated-json`: it is taken, and the answer is the first half of some JSON, in order as far as HTTP goes.
 * - `cut-body`: it is taken, and the connection is reset in the midst of the answer's body.
 * - `slow-body`: it is taken, and the answer's body comes `bodyMillis` after its headers.
 */
export type HttpFault =
  | 'reset-before'
  | 'reset-after'
  | 'hang-before'
  | 'hang-after'
  | 'html'
  | 'truncated-json'
  | 'cut-body'
  | 'slow-body';

type Process = () => HttpAnswer;

const page =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to go on.</body></html>\n';

/** Answers given on purpose, whatever the request says, and faults. */
export class ForcedAnswers implements Breakable {
  readonly faultKinds: readonly FaultKind[] = ['drop', 'reset', 'answer'];
  readonly #waiting: ((process: Process) => HttpAnswer)[] = [];
  readonly #losses: Losses;
  #sustained: Fault | undefined;

  constructor(losses: Losses) {
    this.#losses = losses;
  }

  /** Answers the next `count` requests so, after those that were told before. */
  add(count: number, { status, retryAfterSeconds, headers, body, text }: ForcedAnswer): void {
    const retryAfter =
      retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) };
    const answer = { status, headers: { ...retryAfter, ...headers }, body, text };
    for (let i = 0; i < count; i += 1) this.#waiting.push(() => answer);
  }

  /** Lets the next `count` requests go wrong, after those that were told before. */
  addFault(count: number, fault: HttpFault, bodyMillis: number): void {
    for (let i = 0; i < count; i += 1) this.#waiting.push((process) => spoil(fault, process, bodyMillis));
  }

  async sustain(fault: Fault | undefined): Promise<void> {
    this.#sustained = fault;
  }

  /** What to answer to the next request: what was told for it, what is told for all, or else what `process` gives. */
  answer(process: Process): HttpAnswer {
    const told = this.#waiting.shift();
    if (told !== undefined) return told(process);
    const fault = this.#sustained;
    if (fault?.kind === 'answer') return { status: fault.status };
    if (fault?.kind === 'reset' || this.#losses.strike()) return { status: 0, spoiled: 'reset' };
    return process();
  }
}

function spoil(fault: HttpFault, process: Process, bodyMillis: number): HttpAnswer {
  switch (fault) {
    case 'reset-before':
      return { status: 0, spoiled: 'reset' };
    case 'hang-before':
      return { status: 0, spoiled: 'hang' };
    case 'reset-after':
      return { ...process(), spoiled: 'reset' };
    case 'hang-after':
      return { ...process(), spoiled: 'hang' };
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text: page };
    case 'truncated-json':
      return truncate(withBody(process()));
    case 'cut-body':
      return { ...withBody(process()), spoiled: 'cut' };
    case 'slow-body':
      return { ...withBody(process()), spoiled: { slow: { bodyMillis } } };
  }
}

/** 204 has no body that something could happen to. */
function withBody(answer: HttpAnswer): HttpAnswer {
  return answer.status === 204 ? { ...answer, status: 200 } : answer;
}

function truncate(answer: HttpAnswer): HttpAnswer {
  const text = textOf(answer) || '{"status":200}';
  return { ...answer, text: text.slice(0, Math.ceil(text.length / 2)) };
}
