import type { Call } from './point-writer.js';
import type { OneStat, OneStatCalls, Stat, StatCalls } from './points.js';

/** The calls of a client, each handed to `take`. */
export function callsOf<S extends Stat, Result>(take: (call: Call) => Result): StatCalls<S, Result> {
  return {
    tick: (stat, options) => take({ kind: 'count', stat, value: 1, options }),
    count: (stat, count = 1, options = undefined) => take({ kind: 'count', stat, value: count, options }),
    value: (stat, value, options) => take({ kind: 'value', stat, value, options }),
  };
}

/** The same for one stat. */
export function oneStat<S extends Stat>(
  stat: S,
  calls: StatCalls<S, void>,
  sendNow: StatCalls<S, Promise<boolean>>,
): OneStat {
  return { ...boundTo(stat, calls), sendNow: boundTo(stat, sendNow) };
}

function boundTo<S extends Stat, Result>(stat: S, calls: StatCalls<S, Result>): OneStatCalls<Result> {
  return {
    tick: (options) => calls.tick(stat, options),
    count: (count, options) => calls.count(stat, count, options),
    value: (value, options) => calls.value(stat, value, options),
  };
}
