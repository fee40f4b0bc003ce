import type { Logger } from '../logger.js';

/** Two names that have become one are reported this often; then one line says that no more follow. */
const MAX_REPORTS = 10;

/** Reports two sources that have the same name on the wire, each pair once. */
export type CollisionReporter = (
  wireName: string,
  first: string,
  second: string,
  consequence: string,
) => void;

export function createCollisionReporter(logger: Logger): CollisionReporter {
  const reported = new Set<string>();
  return (wireName, first, second, consequence) => {
    const pair = `${wireName}\n${second}`;
    if (reported.size > MAX_REPORTS || reported.has(pair)) return;
    reported.add(pair);
    if (reported.size > MAX_REPORTS) logger.warn('further name collisions are not reported');
    else logger.warn(`${first} and ${second} are both '${wireName}' on the wire; ${consequence}`);
  };
}
