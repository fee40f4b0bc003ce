import { type CloseOptions, type Connection, resolveOptions } from '@otelwire/core';
import { childSchema } from './client-schema.js';
import type { MetricList } from './metric-list.js';
import type { ChildOptions, DogStatsdMetrics } from './metrics.js';
import { Recorder } from './recorder.js';
import { childScope } from './scope.js';
import { measured } from './stopwatch.js';

/** What a client consists of: its connection, which children share, and its scope. Clients make their children of it. */
export class ClientPart {
  readonly connection: Connection;
  readonly recorder: Recorder;
  readonly isChild: boolean;

  constructor(connection: Connection, recorder: Recorder, isChild = false) {
    this.connection = connection;
    this.recorder = recorder;
    this.isChild = isChild;
  }

  child(subject: string, options: ChildOptions | undefined): ClientPart {
    const { wire, scope } = this.recorder;
    const { values } = resolveOptions(childSchema, options, {
      subject: `${subject}.child`,
      envPrefixes: [],
      env: {},
      warn() {},
    });
    return new ClientPart(this.connection, new Recorder(wire, childScope(wire.dialect, scope, values)), true);
  }

  flush(): Promise<void> {
    this.recorder.wire.aggregator?.flush();
    return this.connection.flush();
  }

  /** Others use the connection of a child. */
  close(options: CloseOptions | undefined): Promise<void> {
    if (this.isChild) return this.flush();
    this.recorder.wire.aggregator?.close();
    return this.connection.close(options);
  }

  /** Makes the calls that a list remembers; `sampleRate` is for those that say none. */
  send(metrics: object, sampleRate: number | undefined): void {
    if (!isMetricList(metrics)) throw new TypeError('send takes what createMetrics() made');
    metrics.replay(sampleRate === undefined ? this.recorder : this.recorder.withSampleRate(sampleRate));
  }

  /** Runs `work` and gives its duration to `record`. */
  measure<Result>(work: () => Result, record: (millis: number, to: DogStatsdMetrics) => void): Result {
    return measured(this.recorder.wire.clock, work, (millis) => record(millis, this.recorder));
  }
}

/** By what it can do: the list may come from the CommonJS copy of this package, and the client from the other. */
function isMetricList(metrics: object): metrics is MetricList {
  return 'replay' in metrics && typeof metrics.replay === 'function';
}
