/**
 * What a point belongs to. Of EZ it is a name, or a name with parts: `['messages sent', 'total', 'europe']` goes out as
 * `messages sent~total,europe`, and is one point each of `messages sent total` and `messages sent europe`. Of classic it is the
 * private key of a stat.
 */
export type Stat = string | readonly [name: string, ...parts: string[]];

/** What a single call may say of its point. */
export interface PointOptions {
  /** When it was, as a date or in seconds since 1970; not in milliseconds: `Date.now()` is refused. Default: now. */
  readonly timestamp?: Date | number | undefined;
}

/** The calls of a client, by what they give back. */
export interface StatCalls<S extends Stat, Result> {
  /** Counts one. */
  tick(stat: S, options?: PointOptions): Result;
  /** Counts `count`, which may have a fraction. Default 1. */
  count(stat: S, count?: number, options?: PointOptions): Result;
  /** A value, of which the server makes averages. */
  value(stat: S, value: number, options?: PointOptions): Result;
}

/** The calls of a stat, by what they give back. */
export interface OneStatCalls<Result> {
  tick(options?: PointOptions): Result;
  count(count?: number, options?: PointOptions): Result;
  value(value: number, options?: PointOptions): Result;
}

/** A stat of a client. */
export interface OneStat extends OneStatCalls<void> {
  /** Sends a point by itself and tells what became of it. */
  readonly sendNow: OneStatCalls<Promise<boolean>>;
}
