import type { Clock } from '../../src/clock.js';
import { Backlog, type BacklogOptions } from '../../src/delivery/backlog.js';
import { Delivery } from '../../src/delivery/delivery.js';
import { Packer, type PackerOptions } from '../../src/payload/packer.js';
import { createMemoryTransport } from '../../src/transport/memory.js';
import type { Transport } from '../../src/transport/transport.js';
import { FakeClock } from '../transport/fake-clock.js';
import { writeLine } from './line-holding.js';
import { createAnswer, createKeepingLogger, inTenSeconds } from './workbench.js';

export interface TimedBenchOptions
  extends Partial<PackerOptions>,
    Partial<Pick<BacklogOptions, 'resendWindowMillis'>> {
  readonly clock: Clock;
  readonly transport: Transport;
}

/** A delivery of points that carry their time: a second time says the same. Nothing is lost for want of room. */
export function createTimedBench(options: TimedBenchOptions) {
  const { clock, transport, resendWindowMillis = 10_000, ...packing } = options;
  const logger = createKeepingLogger();
  const holding = new Backlog({ clock, maxBytes: 1e9, maxAgeMillis: 1e9, resendWindowMillis });
  const packer = new Packer({ maxPayloadBytes: 512, clock, ...packing });
  let recalls = 0;
  const onRecalled = () => {
    recalls += 1;
  };
  const delivery = new Delivery<unknown>({ transport, packer, holding, clock, logger, onRecalled });
  return {
    logger,
    holding,
    delivery,
    /** How often it was told that points are held again. */
    get recalls() {
      return recalls;
    },
    /** Each text is a point. */
    write(...texts: string[]) {
      for (const text of texts) {
        delivery.accept(1);
        writeLine(packer, text);
        packer.endPoint();
      }
    },
    /** What is held, then `texts`: handed over, in one batch if they are few. */
    async send(...texts: string[]) {
      delivery.begin();
      await delivery.resend(inTenSeconds(clock), () => delivery.pump(inTenSeconds(clock)));
      this.write(...texts);
      await delivery.send(inTenSeconds(clock));
    },
  };
}

/** The same with a memory transport. */
export function createMemoryTimedBench(options: Partial<TimedBenchOptions> = {}) {
  const clock = new FakeClock();
  const transport = createMemoryTransport();
  const bench = createTimedBench({ clock, transport, ...options });
  return {
    ...bench,
    clock,
    transport,
    recalls: () => bench.recalls,
    /** The lines that were delivered since the last look. */
    arrived() {
      const lines = transport.text.split('\n').slice(0, -1);
      transport.clear();
      return lines;
    },
    /** One run after another, each with its fate. */
    async run(...texts: string[]) {
      await bench.send(...texts);
      return bench.delivery.settle(inTenSeconds(clock));
    },
    /** A send that is answered by hand. */
    nextAnswer() {
      const { script, answer } = createAnswer();
      transport.failNext(script);
      return answer;
    },
  };
}
