import type { Packer } from '@otelwire/core';
import { Aggregation } from './aggregation.js';
import { emit } from './emit.js';
import type {
  CallOptions,
  DogStatsdEvent,
  DogStatsdMetrics,
  ServiceCheck,
  TimedCallOptions,
} from './metrics.js';
import type { RecordType } from './name-table.js';
import { type CallRefusal, RecordWriter } from './record-writer.js';
import { isSampleRate } from './sample-rate.js';
import type { Scope } from './scope.js';
import type { Wire } from './wire.js';

/** A refusal that does not depend on what is written. */
type Objection =
  | 'shutdown'
  | 'invalid_sample_rate'
  | 'invalid_options'
  | 'gauge_delta_unsupported'
  | 'distribution_unsupported'
  | 'histogram_unsupported'
  | 'event_unsupported'
  | 'service_check_unsupported';

/** Takes the calls of one scope: samples, writes, and counts each as accepted, and as dropped where it is refused. */
export class Recorder implements DogStatsdMetrics {
  readonly wire: Wire;
  readonly scope: Scope;
  readonly #writer: RecordWriter;
  readonly #aggregation: Aggregation | undefined;

  constructor(wire: Wire, scope: Scope, writer = new RecordWriter(wire, scope)) {
    this.wire = wire;
    this.scope = scope;
    this.#writer = writer;
    this.#aggregation = wire.aggregator && new Aggregation(wire, wire.aggregator, writer);
  }

  /** The same scope with another rate for calls that do not say one. */
  withSampleRate(sampleRate: number): Recorder {
    return new Recorder(this.wire, { ...this.scope, sampleRate }, this.#writer);
  }

  gauge(name: string, value: number, options?: TimedCallOptions): void {
    if (this.#aggregation?.level(name, value, options)) return;
    this.#number('g', name, value, options);
  }

  gaugeDelta(name: string, change: number, options?: CallOptions): void {
    if (this.wire.target.signedGaugesAreLevels) {
      this.#refuse('gauge_delta_unsupported');
      return;
    }
    if (this.#aggregation?.change(name, change, options)) return;
    const rate = this.#drawnRate(options);
    if (rate !== 0) this.#take((packer) => this.#writer.change(packer, name, change, rate, options));
  }

  counter(name: string, value: number, options?: TimedCallOptions): void {
    this.#count(name, value, options);
  }

  increment(name: string, value = 1, options?: TimedCallOptions): void {
    this.#count(name, value, options);
  }

  decrement(name: string, value = 1, options?: TimedCallOptions): void {
    this.#count(name, typeof value === 'number' ? -value : Number.NaN, options);
  }

  set(name: string, member: string | number, options?: CallOptions): void {
    if (this.#aggregation?.member(name, member, options)) return;
    const rate = this.#drawnRate(options);
    if (rate !== 0) this.#take((packer) => this.#writer.member(packer, name, member, rate, options));
  }

  timer(name: string, millis: number, options?: CallOptions): void {
    this.#number('ms', name, millis, options);
  }

  distribution(name: string, value: number, options?: CallOptions): void {
    if (this.wire.target.distributions) this.#number('d', name, value, options);
    else this.#refuse('distribution_unsupported');
  }

  histogram(name: string, value: number, options?: CallOptions): void {
    if (this.wire.takesHistograms) this.#number('h', name, value, options);
    else this.#refuse('histogram_unsupported');
  }

  event(event: DogStatsdEvent): void {
    if (this.wire.dialect.name !== 'dogstatsd') {
      this.#refuse('event_unsupported');
      return;
    }
    this.#take((packer) => this.#writer.event(packer, event));
  }

  serviceCheck(check: ServiceCheck): void {
    if (this.wire.dialect.name !== 'dogstatsd') {
      this.#refuse('service_check_unsupported');
      return;
    }
    this.#take((packer) => this.#writer.serviceCheck(packer, check));
  }

  #count(name: string, value: number, options: TimedCallOptions | undefined): void {
    if (this.#aggregation?.add(name, value, options)) return;
    this.#number('c', name, value, options);
  }

  /** The way of most calls: without a closure, as it costs a third of a call. */
  #number(
    type: Exclude<RecordType, 's'>,
    name: string,
    value: number,
    options: TimedCallOptions | undefined,
  ): void {
    const rate = this.#drawnRate(options);
    if (rate === 0) return;
    const { wire } = this;
    if (wire.debug !== undefined || wire.outlet.isClosed) {
      this.#take((packer) => this.#writer.number(packer, type, name, value, rate, options));
      return;
    }
    const { delivery } = wire;
    delivery.accept(1);
    let refusal: CallRefusal | 'invalid_options' | undefined;
    try {
      refusal = this.#writer.number(delivery.packer, type, name, value, rate, options);
    } catch {
      refusal = 'invalid_options';
    }
    if (refusal === undefined) delivery.packer.endPoint();
    else delivery.drop(refusal, 1);
    wire.outlet.wrote();
  }

  #take(write: (packer: Packer) => CallRefusal | undefined): void {
    if (this.wire.outlet.isClosed) {
      this.#refuse('shutdown');
      return;
    }
    this.wire.delivery.accept(1);
    emit(this.wire, 1, (packer) => attempt(() => write(packer)));
  }

  /** The rate of a call that is to be sent, or 0. */
  #drawnRate(options: TimedCallOptions | undefined): number {
    try {
      const rate = options?.sampleRate ?? this.scope.sampleRate;
      if (rate === 1) return 1;
      if (!isSampleRate(rate)) this.#refuse('invalid_sample_rate');
      else if (options?.timestamp !== undefined) return 1;
      else if (this.wire.random() < rate) return rate;
    } catch {
      this.#refuse('invalid_options');
    }
    return 0;
  }

  #refuse(objection: Objection): void {
    const { delivery } = this.wire;
    delivery.accept(1);
    delivery.drop(objection, 1);
  }
}

/** What an application passes may throw when it is read. */
function attempt(write: () => CallRefusal | undefined): CallRefusal | 'invalid_options' | undefined {
  try {
    return write();
  } catch {
    return 'invalid_options';
  }
}
