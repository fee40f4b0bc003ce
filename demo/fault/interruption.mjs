import { setTimeout as sleep } from 'node:timers/promises';

/** Switches a fault on for all backends that can have it, for the second third of `millis`. */
export async function interrupt(backends, fault, millis) {
  const able = backends.filter(({ faultSwitch }) => faultSwitch.kinds.includes(fault.kind));
  const set = (wanted) => Promise.all(able.map(({ faultSwitch }) => faultSwitch.set(wanted)));
  await sleep(millis / 3);
  await set(fault);
  await sleep(millis / 3);
  await set(undefined);
}
