import type { ConnectOptions } from '@otelwire/core';
import type { DialectName } from './wire/dialect.js';
import type { TargetName } from './wire/target.js';

/** How many tag values the Datadog Agent adds for the origin of a metric. */
export type Cardinality = 'none' | 'low' | 'orchestrator' | 'high';

/** What exporters and clients of all StatsD dialects have in common: where to, and in which form. */
export interface WireOptions extends ConnectOptions {
  /** `udp://host:8125`, `tcp://`, `tls://`, `unix:///path` (a stream socket), `stdout:`. */
  readonly endpoint?: string | undefined;
  /** The server, where it is known: decides the dialect and what it may be sent beyond what all servers take. */
  readonly target?: TargetName | undefined;
  /** How tags are written, when it is not what the target is usually spoken to in. */
  readonly dialect?: DialectName | undefined;
  /** Put before every name, with one dot between. */
  readonly prefix?: string | undefined;
  /** Tags of every record. An empty value makes a bare tag in DogStatsD. */
  readonly globalTags?: Readonly<Record<string, string>> | undefined;
  /** No datagram, and no frame of a unix stream, is longer. */
  readonly maxPayloadBytes?: number | undefined;
}

/** What the Datadog Agent is told of where metrics come from. */
export interface OriginOptions {
  /** The value of the tag `env`. */
  readonly env?: string | undefined;
  /** The value of the tag `service`. */
  readonly service?: string | undefined;
  /** The value of the tag `version`. */
  readonly version?: string | undefined;
  /** Whether container id and external data are sent, by which the Agent adds the container's own tags. */
  readonly originDetection?: boolean | undefined;
  /** The container's id, when it cannot be found in `/proc`. */
  readonly containerId?: string | undefined;
  /** What the Agent's admission controller tells of the pod. */
  readonly externalData?: string | undefined;
  /** How many tags the Agent adds for the origin. */
  readonly cardinality?: Cardinality | undefined;
  /** The pod's uid, for the tag `dd.internal.entity_id`. */
  readonly entityId?: string | undefined;
}
