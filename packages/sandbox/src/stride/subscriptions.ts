import type { ServerResponse } from 'node:http';
import type { Clock } from '@otelwire/core';
import type { SubscriptionEnd } from './subscription.js';
import { Subscription } from './subscription.js';

/** All open subscriptions, by what they are to: `collect/clicks`, `process/counts`. */
export class Subscriptions {
  readonly #open = new Map<string, Set<Subscription>>();
  readonly #keepAliveMillis: number;
  readonly #clock: Clock;
  /** How many bytes a chunk has; events are split at any boundary. */
  chunkBytes = Number.MAX_SAFE_INTEGER;

  constructor(keepAliveMillis: number, clock: Clock) {
    this.#keepAliveMillis = keepAliveMillis;
    this.#clock = clock;
  }

  /** Goes on until its response closes, and then calls back. */
  open(subject: string, sample: number, response: ServerResponse, closed: () => void): void {
    const subscription = new Subscription(response, sample, this.#clock);
    const all = this.#open.get(subject) ?? new Set();
    this.#open.set(subject, all.add(subscription));
    response.flushHeaders();
    const beat = () => {
      subscription.keepAlive();
      timer = this.#clock.setTimer(beat, this.#keepAliveMillis);
    };
    let timer = this.#clock.setTimer(beat, this.#keepAliveMillis);
    response.on('close', () => {
      timer.cancel();
      all.delete(subscription);
      if (all.size === 0) this.#open.delete(subject);
      closed();
    });
  }

  /** Writes an event to whoever wants those of the subject. */
  publish(subject: string, event: unknown): void {
    for (const subscription of this.#open.get(subject) ?? []) subscription.write(event, this.chunkBytes);
  }

  /** Ends all that are open now. */
  end(how: SubscriptionEnd): void {
    for (const all of this.#open.values()) {
      for (const subscription of all) subscription.end(how);
    }
  }
}
