import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import type { Clock } from '../../src/clock.js';
import { Delivery } from '../../src/delivery/delivery.js';
import { TransportError } from '../../src/errors.js';
import type { Logger } from '../../src/logger.js';
import { Packer, type PackerOptions } from '../../src/payload/packer.js';
import { createMemoryTransport, type OutcomeScript } from '../../src/transport/memory.js';
import type { SendOutcome } from '../../src/transport/transport.js';
import { FakeClock } from '../transport/fake-clock.js';
import { createLineHolding, type Line, writeLine } from './line-holding.js';

/** A logger that keeps `level: message`. */
export function createKeepingLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  return { lines, error: keep('error'), warn: keep('warn'), info: keep('info'), debug: keep('debug') };
}

export interface WorkbenchOptions extends Partial<PackerOptions> {
  readonly maxBatchesInFlight?: number;
  readonly maxLines?: number;
  readonly quietReasons?: readonly string[];
  readonly onDown?: (error: TransportError) => void;
}

/** A delivery to a memory transport, on a clock that stands still. */
export function createWorkbench(options: WorkbenchOptions = {}) {
  const { maxLines, maxBatchesInFlight = 4, onDown, quietReasons, ...packing } = options;
  const clock = new FakeClock();
  const logger = createKeepingLogger();
  const transport = createMemoryTransport({ description: 'memory:', maxBatchesInFlight });
  const holding = createLineHolding(maxLines);
  const packer = new Packer({ maxPayloadBytes: 512, ...packing });
  const delivery = new Delivery<Line>({ transport, packer, holding, clock, logger, quietReasons, onDown });
  return {
    clock,
    logger,
    transport,
    holding,
    packer,
    delivery,
    /** Comes in as points of one line each. */
    write(...texts: string[]) {
      for (const text of texts) {
        delivery.accept(1);
        writeLine(packer, text);
        packer.endPoint();
      }
    },
    /** The lines that were delivered. */
    get delivered() {
      return transport.text.split('\n').slice(0, -1);
    },
    /** One run: what is held, `texts`, and their fate. */
    async run(...texts: string[]) {
      delivery.begin();
      await delivery.resend(inTenSeconds(clock), () => delivery.pump(inTenSeconds(clock)));
      this.write(...texts);
      return delivery.flush(inTenSeconds(clock));
    },
    outlast: <Value>(promise: Promise<Value>): Promise<Value> => outlast(clock, promise),
  };
}

export type Workbench = ReturnType<typeof createWorkbench>;

export function inTenSeconds(clock: Clock): number {
  return clock.monotonicMillis() + 10_000;
}

/** Waits for `promise` and moves the clock on where nothing else can. */
export async function outlast<Value>(clock: FakeClock, promise: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = promise.finally(() => {
    isDone = true;
  });
  for (;;) {
    await allTurns();
    if (isDone) return done;
    clock.advance(1_000);
  }
}

/** Resolves when all that can go on without timers has gone on. */
export async function allTurns(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await turnOfEventLoop();
}

/** Delivers the first payloads of a batch and fails with the others. */
export function failAfter(delivered: number, retryable = true): OutcomeScript {
  return ({ ends }) => ({
    delivered: Math.min(delivered, ends.length),
    error: new TransportError('memory:', 'fails', { retryable }),
  });
}

/** A send that is answered by hand. */
export function createAnswer() {
  let answer: (outcome: SendOutcome) => void = () => {};
  const outcome = new Promise<SendOutcome>((resolve) => {
    answer = resolve;
  });
  return { script: (() => outcome) satisfies OutcomeScript, answer: (given: SendOutcome) => answer(given) };
}

/** The outcome of a send of which nothing got through. */
export const failed: SendOutcome = { delivered: 0, error: new TransportError('memory:', 'fails') };

/** A batch of 64 KiB holds 128 payloads of 512 bytes; the one that is one too many begins the next. */
export const LINES_OF_A_BATCH = 128;

/** Lines that fill a payload of 512 bytes each. */
export function fullLines(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${i}`.padEnd(511, '.'));
}
