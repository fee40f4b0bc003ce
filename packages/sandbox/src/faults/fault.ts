/**
 * What goes wrong on purpose, for as long as it is switched on.
 *
 * - `refuse`: nobody listens; connections that were open are closed.
 * - `stall`: connections are accepted and nothing is read; requests wait.
 * - `slow`: everything is read or answered `millis` late.
 * - `drop`: `percent` of the datagrams, or of the requests before they are taken, are lost.
 * - `reset`: each connection is reset as soon as something comes over it; nothing of that is taken.
 * - `half-close`: each connection is told that nothing will be sent, and read on.
 * - `answer`: each request is answered with `status`, and nothing of it is taken.
 */
export type Fault =
  | { readonly kind: 'refuse' | 'stall' | 'reset' | 'half-close' }
  | { readonly kind: 'slow'; readonly millis: number }
  | { readonly kind: 'drop'; readonly percent: number }
  | { readonly kind: 'answer'; readonly status: 429 | 500 | 503 };

export type FaultKind = Fault['kind'];

/** Switches one backend's fault. */
export interface FaultSwitch {
  /** What the protocols of this backend allow. */
  readonly kinds: readonly FaultKind[];
  /** What is switched on. */
  readonly active: Fault | undefined;
  /** Ends the fault before, and begins this one; `undefined` lets everything go well again. Throws a `SandboxError` if it cannot be had. */
  set(fault: Fault | undefined): Promise<void>;
}
