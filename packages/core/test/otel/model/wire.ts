import { TransportError } from '../../../src/errors.js';
import type { PackedBatch } from '../../../src/payload/packer.js';
import type { Batch, LostPayload, SendOutcome, Transport } from '../../../src/transport/transport.js';
import { payloadsOf } from '../../payload/packed.js';
import { readLine } from '../line-encoder.js';
import { Amounts } from './amounts.js';

/** What becomes of a send: of its payloads the first `share` get through, the others as it says. `lost`: all but some in the middle. */
export type Fate =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed' | 'rejected'; readonly share: number }
  | { readonly kind: 'lost'; readonly reason: LostPayload['reason']; readonly every: number };

interface Send {
  readonly lines: readonly (readonly string[])[];
  readonly answer: (outcome: SendOutcome) => void;
}

const error = (retryable: boolean) => new TransportError('wire:', 'fails', { retryable });

/** A transport whose sends wait until they are answered, in whatever order; it knows of each line what became of it. */
export class Wire implements Transport {
  readonly description = 'wire:';
  readonly maxBatchesInFlight: number;
  readonly delivered = new Amounts();
  readonly dropped = new Map<string, Amounts>();
  /** The last level that got through, by series and in the order of the sends. */
  readonly #levels = new Map<string, { readonly send: number; readonly value: string }>();
  readonly #sends = new Map<number, Send>();
  #count = 0;
  #isOpen = false;

  constructor(maxBatchesInFlight: number) {
    this.maxBatchesInFlight = maxBatchesInFlight;
  }

  send(batch: Batch): Promise<SendOutcome> {
    const lines = payloadsOf(batch as PackedBatch).map(({ body }) => String(body).split('\n').slice(0, -1));
    return new Promise((resolve) => {
      this.#sends.set(this.#count, { lines, answer: resolve });
      this.#count += 1;
      if (this.#isOpen) this.answer(this.#count - 1, { kind: 'delivered' });
    });
  }

  /** What is unanswered stays so: the worst that a socket can do. */
  async close(): Promise<void> {}

  /** Whatever waits or comes is delivered. */
  open(): void {
    this.#isOpen = true;
    while (this.waiting > 0) this.answerAny(0, { kind: 'delivered' });
  }

  get waiting(): number {
    return this.#sends.size;
  }

  get inFlight(): Amounts {
    const amounts = new Amounts();
    for (const { lines } of this.#sends.values()) for (const line of lines.flat()) amounts.addLine(line);
    return amounts;
  }

  /** Of a series; undefined when none got through. */
  level(series: string): string | undefined {
    return this.#levels.get(series)?.value;
  }

  /** Answers one of those that wait. */
  answerAny(which: number, fate: Fate): void {
    const numbers = [...this.#sends.keys()];
    if (numbers.length > 0) this.answer(numbers[which % numbers.length]!, fate);
  }

  answer(number: number, fate: Fate): void {
    const { lines, answer } = this.#sends.get(number)!;
    this.#sends.delete(number);
    answer(this.#outcome(number, lines, fate));
  }

  #outcome(number: number, lines: Send['lines'], fate: Fate): SendOutcome {
    if (fate.kind === 'lost') return this.#loseSome(number, lines, fate);
    const share = fate.kind === 'delivered' ? 1 : fate.share;
    const delivered = Math.floor(share * lines.length);
    for (const line of lines.slice(0, delivered).flat()) this.#deliver(number, line);
    if (delivered === lines.length) return { delivered };
    if (fate.kind === 'rejected') this.#drop('rejected', lines.slice(delivered).flat());
    return { delivered, error: error(fate.kind === 'failed') };
  }

  #loseSome(number: number, lines: Send['lines'], { every, reason }: Fate & { kind: 'lost' }): SendOutcome {
    const lost: LostPayload[] = [];
    lines.forEach((ofPayload, payload) => {
      if (payload % every === every - 1) {
        lost.push({ payload, reason, error: error(false) });
        this.#drop(reason, ofPayload);
      } else for (const line of ofPayload) this.#deliver(number, line);
    });
    return { delivered: lines.length, lost };
  }

  #deliver(send: number, line: string): void {
    const { series, kind, value } = readLine(line);
    this.delivered.addLine(line);
    if (kind === 'level' && (this.#levels.get(series)?.send ?? -1) <= send) {
      this.#levels.set(series, { send, value });
    }
  }

  #drop(reason: string, lines: readonly string[]): void {
    const amounts = this.dropped.get(reason) ?? new Amounts();
    this.dropped.set(reason, amounts);
    for (const line of lines) amounts.addLine(line);
  }
}
