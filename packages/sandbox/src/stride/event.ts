/** A JSON object of any form; `$timestamp` and `$id` have a meaning. */
export type StrideEvent = Readonly<Record<string, unknown>>;

/** An event that was taken, and where it went. */
export interface TakenStrideEvent {
  readonly stream: string;
  readonly event: StrideEvent;
}
