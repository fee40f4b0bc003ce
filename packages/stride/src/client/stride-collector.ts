import {
  type Accounting,
  type CloseOptions,
  processEnvironment,
  resolveOptions,
  ShutdownError,
  warnOfVariables,
} from '@otelwire/core';
import { STREAM_NAME } from '../wire/stream-name.js';
import type { StrideCollectorOptions } from './client-options.js';
import { strideClientEnvPrefixes, strideCollectorSchema } from './client-schema.js';
import { type CollectorParts, openCollector } from './open-collector.js';
import { StrideError } from './stride-error.js';
import { eventText, type StrideEvent, setId, setTimestamp } from './stride-event.js';

const subject = 'StrideCollector';

/**
 * Collects events and sends them in the background, many streams in a request.
 *
 * Options come from the constructor, then from variables (`OTELWIRE_STRIDE_API_KEY` …), then from defaults; the constructor throws a
 * `ConfigError` that names everything that is wrong with what it was given. `collect` never throws or waits: what cannot be sent is
 * held, up to `maxBacklogBytes`, and what is given up is counted in `accounting`.
 */
export class StrideCollector {
  /** Gives an event its `$timestamp`, by default now. Throws a `StrideError` for what is no date. */
  static readonly setTimestamp = setTimestamp;
  /** Gives an event its `$id`. Throws a `StrideError` for null. */
  static readonly setId = setId;
  readonly #parts: CollectorParts;
  readonly #batchSize: number;
  readonly #stamps: boolean;
  #state: 'new' | 'running' | 'stopped' = 'new';
  #unsent = 0;
  #isFlushing = false;

  constructor(options: StrideCollectorOptions = {}) {
    const { values } = resolveOptions(strideCollectorSchema, options, {
      subject,
      envPrefixes: strideClientEnvPrefixes,
      env: processEnvironment(),
      warn: warnOfVariables(options),
    });
    this.#parts = openCollector(subject, values);
    this.#batchSize = values.batchSize;
    this.#stamps = values.timestamps;
  }

  /** Where the events are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#parts.delivery.accounting;
  }

  /** Begins to take events. Throws when it has been called before. Opens nothing. */
  start(): void {
    if (this.#state === 'stopped') throw new ShutdownError(subject);
    if (this.#state === 'running') throw new StrideError(0, `${subject} is started already`);
    this.#state = 'running';
  }

  /** Takes an event or several for a stream; false when it dropped one. Never throws. */
  collect(stream: string, events: StrideEvent | readonly StrideEvent[]): boolean {
    const all = Array.isArray(events) ? events : [events];
    const { delivery, outlet } = this.#parts;
    delivery.accept(all.length);
    const refusal = this.#refusalOf(stream);
    if (refusal !== undefined) {
      if (all.length > 0) delivery.drop(refusal, all.length);
      return false;
    }
    let isAllTaken = true;
    for (const event of all) {
      const reason = this.#write(stream, event);
      if (reason !== undefined) {
        isAllTaken = false;
        delivery.drop(reason, 1);
        continue;
      }
      delivery.packer.endPoint();
      outlet.wrote();
      this.#unsent += 1;
      if (this.#unsent >= this.#batchSize) this.#sendFull();
    }
    return isAllTaken;
  }

  /** Sends what was collected; resolves when it is delivered, given up, or held because the server is away. Never rejects. */
  flush(): Promise<void> {
    this.#unsent = 0;
    return this.#parts.connection.flush();
  }

  /** Sends what was collected until `timeoutMillis`, and drops what comes later. May be called twice. Never rejects. */
  stop(options?: CloseOptions): Promise<void> {
    this.#state = 'stopped';
    return this.#parts.connection.close(options);
  }

  /** `await using collector = new StrideCollector()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #refusalOf(stream: unknown): string | undefined {
    if (this.#state === 'stopped') return 'shutdown';
    if (this.#state === 'new') return 'not_started';
    return typeof stream === 'string' && STREAM_NAME.test(stream) ? undefined : 'invalid_stream';
  }

  /** Writes an event, or nothing and a reason. */
  #write(stream: string, event: unknown): string | undefined {
    const { clock, delivery } = this.#parts;
    const moment = this.#stamps ? new Date(clock.now()).toISOString() : undefined;
    const json = eventText(event, moment);
    if (json === undefined) return 'invalid_event';
    const record = Buffer.from(`"${stream}":[${json}]`);
    const { packer } = delivery;
    if (!packer.fits(record.length)) return 'too_large';
    packer.buffer.set(record, packer.position);
    packer.position += record.length;
    packer.endRecord();
    return undefined;
  }

  /** While the server is away, the outlet decides when to try again. */
  #sendFull(): void {
    this.#unsent = 0;
    const { delivery, outlet } = this.#parts;
    if (this.#isFlushing || delivery.isDown) return;
    this.#isFlushing = true;
    void outlet.flush().then(() => {
      this.#isFlushing = false;
    });
  }
}
