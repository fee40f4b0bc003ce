import type { Clock } from '@otelwire/core';
import { BoundedMap } from '../bounded-map.js';
import type { InitialStateReceiverOptions } from './options.js';
import type { RateStanding } from './rate-window.js';
import { RateWindow } from './rate-window.js';

/** Access keys whose calls are counted: any key may come. */
const maxWindows = 1000;

/** Which keys may do what, and how much is left. */
export class Account {
  readonly #accessKeys: readonly string[] | undefined;
  readonly #disabledKeys = new Set<string>();
  readonly #windows = new BoundedMap<RateWindow>(maxWindows);
  readonly #createWindow: () => RateWindow;
  #eventsLeft: number;

  constructor(
    { accessKeys, rateLimit = {}, maxEventsPerMonth = 3_000_000 }: InitialStateReceiverOptions,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#accessKeys = accessKeys;
    this.#eventsLeft = maxEventsPerMonth;
    this.#createWindow = () => new RateWindow(rateLimit, clock);
  }

  isKnown(accessKey: string): boolean {
    return this.#accessKeys?.includes(accessKey) ?? true;
  }

  isDisabled(accessKey: string): boolean {
    return this.#disabledKeys.has(accessKey);
  }

  disable(accessKey: string): void {
    this.#disabledKeys.add(accessKey);
  }

  /** Counts a call. */
  call(accessKey: string): RateStanding {
    const window = this.#windows.touch(accessKey) ?? this.#windows.set(accessKey, this.#createWindow());
    return window.take();
  }

  /** Whether so many events, or any, are beyond the month's. */
  isCapped(count = 1): boolean {
    return count > this.#eventsLeft;
  }

  spend(count: number): void {
    this.#eventsLeft -= count;
  }

  setEventsLeft(count: number): void {
    this.#eventsLeft = count;
  }
}
