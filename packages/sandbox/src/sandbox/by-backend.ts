import type { BackendName } from '../backend-name.js';
import type { GraphiteReceiverOptions } from '../graphite/options.js';
import type { GraphiteReceiver } from '../graphite/receiver.js';
import type { InitialStateReceiverOptions } from '../initial-state/options.js';
import type { InitialStateReceiver } from '../initial-state/receiver.js';
import type { OtlpReceiverOptions } from '../otlp/options.js';
import type { OtlpReceiver } from '../otlp/receiver.js';
import type { StatHatReceiverOptions } from '../stathat/options.js';
import type { StatHatReceiver } from '../stathat/receiver.js';
import type { StatsdReceiverOptions } from '../statsd/options.js';
import type { StatsdReceiver } from '../statsd/receiver.js';
import type { StrideReceiverOptions } from '../stride/options.js';
import type { StrideReceiver } from '../stride/receiver.js';

/** The receiver of each backend. */
export interface ReceiverByBackend {
  readonly statsd: StatsdReceiver;
  readonly dogstatsd: StatsdReceiver;
  readonly graphite: GraphiteReceiver;
  readonly stathat: StatHatReceiver;
  readonly stride: StrideReceiver;
  readonly initialstate: InitialStateReceiver;
  readonly otlp: OtlpReceiver;
}

/** The receivers' own options. */
export interface ReceiverOptionsByBackend {
  readonly statsd: StatsdReceiverOptions;
  readonly dogstatsd: StatsdReceiverOptions;
  readonly graphite: GraphiteReceiverOptions;
  readonly stathat: StatHatReceiverOptions;
  readonly stride: StrideReceiverOptions;
  readonly initialstate: InitialStateReceiverOptions;
  readonly otlp: OtlpReceiverOptions;
}

/** Any of them. */
export type AnyReceiver = ReceiverByBackend[BackendName];
