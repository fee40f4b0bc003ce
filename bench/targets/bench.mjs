// pnpm bench targets: what the results say of the targets, those that were kept and those of this run.
import { round } from '../measure.mjs';
import { design, encoding } from './encoding.mjs';
import { figures } from './figures.mjs';
import { limits } from './limits.mjs';
import { bursts, calls, exports, starting } from './using.mjs';

export const title = 'Targets';

const targets = [...encoding, ...exports, ...bursts, ...starting, ...calls, ...design];

const about = `Each is a ratio of two figures of the same run, or a size. Goal and stretch were set before anything was built, from what trial programs reached. The processor
time of a call has all in it that is done behind it.`;

function judged(measured, { most, least }) {
  const isWithin = (bound) => (most === undefined ? measured >= bound : measured <= bound);
  const [goal, stretch] = most ?? least;
  if (isWithin(stretch)) return 'stretch';
  return isWithin(goal) ? 'yes' : '**no**';
}

/** One row for each target; those that were not measured say so. */
export function run({ results }) {
  const known = figures(results);
  return targets.map(([number, target, of, bounds]) => {
    const measured = of(known);
    const sign = bounds.most === undefined ? '≥' : '≤';
    const [goal, stretch] = (bounds.most ?? bounds.least).map((bound) => `${sign} ${round(bound, 2)}`);
    return {
      '': number,
      target,
      goal,
      stretch,
      measured: measured === undefined ? 'not measured' : round(measured, 2),
      'met?': measured === undefined ? '' : judged(measured, bounds),
    };
  });
}

/** What is known of those that are missed, each number once. */
function notesOf(rows) {
  const missed = new Set(rows.filter((row) => row['met?'] === '**no**').map((row) => row['']));
  return [...missed].map((number) => `${number}: ${limits[number] ?? 'not known yet'}`);
}

export function tables(rows) {
  return [{ title: 'what we want to reach', about, rows, notes: notesOf(rows) }];
}
