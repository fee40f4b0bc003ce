import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

const quietMillis = 10;

/** Resolves when `count()` has not grown for a while in which the sockets were looked at: on a busy machine time alone says nothing. */
export async function untilQuiet(count) {
  for (let before = -1; before !== count(); ) {
    before = count();
    await sleep(quietMillis);
    for (let turns = 0; turns < 3; turns += 1) await turn();
  }
}
