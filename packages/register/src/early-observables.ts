import type { Meter, Observable, ObservableCallback } from '@opentelemetry/api';

interface Waiting {
  readonly callback: unknown;
  readonly start: () => void;
}

/**
 * Callbacks of observables wait here for the first collection. An instrumentation may yet be given to another provider, and would
 * be asked twice, though some, like the delay of the event loop, answer only once.
 */
export class EarlyObservables {
  #waiting: Waiting[] | undefined = [];

  /** Lets the callbacks of an instrument wait. */
  delay(instrument: Observable): Observable {
    const add = instrument.addCallback.bind(instrument);
    const remove = instrument.removeCallback.bind(instrument);
    instrument.addCallback = (callback: ObservableCallback) => this.#add(callback, () => add(callback));
    instrument.removeCallback = (callback: ObservableCallback) =>
      this.#remove(callback, () => remove(callback));
    return instrument;
  }

  /** The methods of a meter for callbacks of several instruments; these wait, too. */
  batch(meter: Meter): Pick<Meter, 'addBatchObservableCallback' | 'removeBatchObservableCallback'> {
    return {
      addBatchObservableCallback: (callback, instruments) =>
        this.#add(callback, () => meter.addBatchObservableCallback(callback, instruments)),
      removeBatchObservableCallback: (callback, instruments) =>
        this.#remove(callback, () => meter.removeBatchObservableCallback(callback, instruments)),
    };
  }

  /** They are asked from now on. */
  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const { start } of waiting) start();
  }

  /** Those that wait are never asked. */
  forget(): void {
    this.#waiting = undefined;
  }

  #add(callback: unknown, start: () => void): void {
    if (this.#waiting === undefined) start();
    else this.#waiting.push({ callback, start });
  }

  #remove(callback: unknown, remove: () => void): void {
    this.#waiting = this.#waiting?.filter((waiting) => waiting.callback !== callback);
    remove();
  }
}
