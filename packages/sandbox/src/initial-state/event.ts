/** What an event may say. */
export type InitialStateValue = string | number | boolean;

/** One value of one key. */
export interface InitialStateEvent {
  readonly key: string;
  readonly value: InitialStateValue;
  /** Unix seconds with their fraction, as told or of the receipt. */
  readonly epoch: number;
  /** Whether its own time counts: it has one, and is not ten years old. */
  readonly isTimed: boolean;
}

/** An event that was taken, and where it went. */
export interface TakenInitialStateEvent extends InitialStateEvent {
  readonly bucketKey: string;
}
