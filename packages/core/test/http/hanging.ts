import { afterwards } from './http-server.ts';
import { TimeLapse } from './time-lapse.ts';

/** Until the test is over, pauses take no time by its clock, and a busy machine takes none. */
export async function timeLapse(): Promise<TimeLapse> {
  const lapse = await TimeLapse.start();
  afterwards(() => lapse.stop());
  return lapse;
}

/** What `work` gives, though requests hang: as soon as `isStuck`, those under way count as never to be answered. */
export async function hanging<Value>(
  lapse: TimeLapse,
  isStuck: () => boolean,
  work: Promise<Value>,
): Promise<Value> {
  const looking = setInterval(() => {
    if (isStuck()) lapse.hang();
  }, 5);
  afterwards(() => clearInterval(looking));
  return work.finally(() => clearInterval(looking));
}
