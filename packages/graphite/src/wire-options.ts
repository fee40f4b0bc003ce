import type { ConnectOptions } from '@otelwire/core';

/** What exporter and client have in common: where to, and in which form. */
export interface WireOptions extends ConnectOptions {
  /** `tcp://host:2003`, `tls://`, `udp://`, `unix:///path`, `https://host/graphite/metrics`, `stdout:`. */
  readonly endpoint?: string | undefined;
  /** The form of the data on a socket. Over HTTP it is JSON. */
  readonly protocol?: 'plaintext' | 'pickle' | undefined;
  /** Put before every name, with one dot between. */
  readonly prefix?: string | undefined;
  /** Tags of every series. */
  readonly globalTags?: Readonly<Record<string, string>> | undefined;
  /** Makes paths instead of tags: `{prefix}.{name}.{attr:http.route}`. */
  readonly pathTemplate?: string | undefined;
  /** The key of a hosted service: the first part of every path, or of HTTP the bearer token. */
  readonly apiKey?: string | undefined;
  /** Further headers of HTTP requests. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Points are stored at multiples of it, and HTTP requests say it. */
  readonly intervalSeconds?: number | undefined;
  /** No datagram, pickle frame or HTTP body is longer. */
  readonly maxPayloadBytes?: number | undefined;
  /** How much memory points may take that wait to be sent, or to be sent again. */
  readonly maxBacklogBytes?: number | undefined;
  /** Points that have waited longer are dropped. */
  readonly maxBacklogAgeMillis?: number | undefined;
  /** What was sent so short before a connection was closed is sent again. */
  readonly resendWindowMillis?: number | undefined;
}
