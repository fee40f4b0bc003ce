import type { ClientOptions, ConnectOptions } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';

/** What both clients have in common. Each has a variable too, but for those that only code can give. */
export interface StatHatClientOptions extends ConnectOptions, ClientOptions {
  /** `https://api.stathat.com`, or the address of a successor; the paths `/ez`, `/c` and `/v` follow. */
  readonly endpoint?: string | undefined;
  /** Whose conventions the server follows. */
  readonly dialect?: 'stathat' | 'ezstat' | undefined;
  /** Further headers of requests. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether an awaited call resolves to false instead of rejecting. */
  readonly ignoreErrors?: boolean | undefined;
  /** How much memory points may take that wait to be sent. */
  readonly maxBacklogBytes?: number | undefined;
  /** Points that have waited longer are dropped. */
  readonly maxBacklogAgeMillis?: number | undefined;
  /** Your own undici dispatcher, of any major version. It is never closed. */
  readonly dispatcher?: HttpDispatcher | undefined;
}

/** Options of `StatHatEzClient`. */
export interface StatHatEzClientOptions extends StatHatClientOptions {
  /** The EZ key of the account: its mail address, until another is set. */
  readonly ezKey?: string | undefined;
  /** Whether many points share a request, as JSON; else each is a form of its own. */
  readonly bulk?: boolean | undefined;
  /** No request has more points. */
  readonly maxItems?: number | undefined;
}

/** Options of `StatHatClassicClient`. */
export interface StatHatClassicClientOptions extends StatHatClientOptions {
  /** The user key of the account. The keys of stats come with the calls. */
  readonly userKey?: string | undefined;
}
