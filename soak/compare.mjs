/**
 * What a backend has against what was recorded for it. `short` and `over`: amounts and points, added up over the series that have too
 * few or too many; `gaps`: points of which the time is missing; `wrongLevels`: series that end with another value.
 */
export function compare(name, recorded, times, { taken, lost }, accounting) {
  const result = { name, recorded: 0, received: 0, short: 0, over: 0, byFault: 0, gaps: 0, wrongLevels: 0 };
  const strange = [];
  const isTotal = name.startsWith('graphite') || name === 'initialstate';
  for (const [key, value] of Object.entries(recorded)) {
    const { sum, last } = taken.series[key] ?? { sum: 0 };
    if (/^(queue|level)/.test(key)) {
      result.wrongLevels += last === value ? 0 : 1;
      if (last !== value) strange.push({ key, recorded: value, received: last });
      continue;
    }
    const amount = (isTotal ? last : sum) ?? 0;
    const lostByFault = isTotal ? 0 : (lost?.series[key]?.sum ?? 0);
    result.recorded += value;
    result.received += amount;
    result.short += Math.max(0, value - amount);
    result.over += Math.max(0, amount - value);
    result.byFault += Math.min(lostByFault, Math.max(0, value - amount));
    if (value - amount > lostByFault) strange.push({ key, recorded: value, received: amount, lostByFault });
  }
  for (const [key, expected] of Object.entries(times)) {
    result.gaps += missingTimes(name, expected, taken.series[key]?.times);
  }
  const dropped = Object.entries(accounting.dropped).filter(([, points]) => points > 0);
  return {
    ...result,
    duplicates: taken.duplicates,
    refused: taken.refusedCount + (lost?.refusedCount ?? 0),
    accounting,
    dropped: Object.fromEntries(dropped),
    strange: strange.slice(0, 5),
    badLines: [...taken.refused, ...(lost?.refused ?? [])].slice(0, 3),
  };
}

/** Graphite and StatHat have whole seconds. */
function missingTimes(name, expected, times) {
  if (times === undefined) return name.includes('statsd') ? 0 : expected.length;
  const unit = /^(graphite|stathat)/.test(name) ? 1000 : 1;
  const inUnits = (millis) => Math.floor(millis / unit);
  const there = new Set(times.map(inUnits));
  return new Set(expected.map(inUnits).filter((time) => !there.has(time))).size;
}

/** Why a backend's account is not closed; empty when nothing is unaccounted for. */
export function problemsOf(row, { isStatHat = row.name === 'stathat', accounting } = row) {
  const problems = [];
  const { held, inFlight } = accounting;
  const { superseded = 0, unconfirmed = 0, ...others } = row.dropped;
  const isStatsd = row.name.includes('statsd');
  if (held + inFlight > 0) problems.push(`${held} points are held and ${inFlight} in flight after the end`);
  for (const [reason, points] of Object.entries(others))
    problems.push(`${points} points were dropped: ${reason}`);
  if (superseded > 0 && !isStatsd) problems.push(`${superseded} points were superseded`);
  if (unconfirmed > 0 && !isStatHat) problems.push(`${unconfirmed} points are unconfirmed`);
  const unexplained = row.short - row.byFault;
  if (unexplained > 0 && !(isStatHat && unconfirmed > 0)) {
    problems.push(`${unexplained} of what was recorded is missing, and no fault took it`);
  }
  if (row.gaps > (isStatHat ? unconfirmed : 0)) problems.push(`${row.gaps} points have no place in time`);
  // a reset within the settle time makes StatsD be sent twice
  if (row.over > 0 && !isStatsd) problems.push(`${row.over} more than was recorded`);
  if (row.wrongLevels > 0) problems.push(`${row.wrongLevels} levels are not the last that were recorded`);
  if (row.notGiven > 0) problems.push(`the SDK did not hand over all of ${row.notGiven} series`);
  if (row.refused > 0) problems.push(`${row.refused} lines or requests were refused`);
  if (row.imbalances > 0) problems.push(`the accounts did not hold at ${row.imbalances} looks`);
  return problems;
}
