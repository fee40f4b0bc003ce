/** Who wants to be told of what, as it happens. `Told` says for each event what is told. */
export class Subscribers<Told extends { readonly [Event in keyof Told]: readonly unknown[] }> {
  readonly #callbacks: { [Event in keyof Told]?: Set<(...told: Told[Event]) => void> } = {};

  /** Gives the function that ends it. */
  on<Event extends keyof Told>(event: Event, callback: (...told: Told[Event]) => void): () => void {
    const callbacks = this.#callbacks[event] ?? new Set();
    this.#callbacks[event] = callbacks;
    callbacks.add(callback);
    return () => callbacks.delete(callback);
  }

  tell<Event extends keyof Told>(event: Event, ...told: Told[Event]): void {
    for (const callback of this.#callbacks[event] ?? []) callback(...told);
  }
}
