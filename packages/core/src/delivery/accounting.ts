/** Where data points are. At any time `accepted = delivered + held + inFlight + Σ dropped`. */
export interface Accounting {
  /** Points that came in. */
  readonly accepted: number;
  /** Points that left this process and that nobody refused. */
  readonly delivered: number;
  /** Points that wait for the backend to come back. */
  readonly held: number;
  /** Points that are being encoded or sent, or that a socket has taken and not yet written. */
  readonly inFlight: number;
  /** Points that were given up, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}
