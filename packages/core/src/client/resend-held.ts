import type { Clock } from '../clock.js';
import type { Delivery } from '../delivery/delivery.js';

/** Under a load that fills the ledger as fast as it is emptied, the rest waits for the next attempt. */
const MAX_ROUNDS = 4;

/**
 * Writes what is held into the packer, and hands it over as it fills. What the application writes meanwhile is held, for it
 * must not go out before the older values of its series that wait here: `writes` counts what it has written.
 */
export async function resendHeld(
  delivery: Delivery,
  clock: Clock,
  deadline: number,
  writes: () => number,
): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS && delivery.hasHeld; round += 1) {
    if (clock.monotonicMillis() >= deadline) break;
    delivery.holdAll();
    let seen = writes();
    const resumed = () => {
      if (writes() === seen) return;
      delivery.holdAll();
      seen = writes();
    };
    await delivery.resend(
      deadline,
      async () => {
        if (delivery.packer.hasReady) await delivery.send(deadline);
      },
      resumed,
    );
  }
  if (delivery.hasHeld) delivery.holdAll();
}
