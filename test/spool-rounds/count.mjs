import { kinds } from './kinds.mjs';

/** What came in, by name, over all receivers. */
export function createLedger() {
  const received = new Map();
  const record = (name, value) => received.set(name, (received.get(name) ?? 0) + value);
  return { received, record };
}

/**
 * What was promised, and what came: too little is lost, more than once is twice. Promised is what was exported with success, and is not in
 * flight; of an export that gave up what nobody could confirm, also the levels, which may be sent again. What is `unconfirmed` may be
 * missing, no more of it than was said, and no level.
 */
export function countOf(kind, lives, received) {
  const { hasLevels = false } = kinds[kind];
  const count = { promised: 0, lost: [], duplicates: 0, unpromised: 0, unconfirmed: 0, missing: 0 };
  const missing = [];
  for (const { prefix, lines } of lives) {
    count.unconfirmed += lines.at(-1)?.unconfirmed ?? 0;
    for (const { from, to, code, inFlight, unconfirmed } of lines) {
      for (let n = from; n < to; n += 1) {
        const name = `${prefix}.n${n}`;
        const times = received.get(name) ?? 0;
        const isPromised = inFlight === 0 && (code === 0 || unconfirmed > 0);
        if (isPromised) count.promised += 1;
        else count.unpromised += 1;
        if (isPromised && times === 0) missing.push({ name, isLevel: hasLevels && n % 2 === 1 });
        if (times > 1) count.duplicates += 1;
      }
    }
  }
  const counts = missing.filter(({ isLevel }) => !isLevel);
  const levels = missing.filter(({ isLevel }) => isLevel);
  const excused = Math.min(counts.length, count.unconfirmed);
  count.missing = missing.length;
  count.lost = [...levels, ...counts.slice(excused)].map(({ name }) => name);
  return count;
}
