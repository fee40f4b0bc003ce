/** Who wants to be told of what, as it happens. `Callbacks` says for each event what is called. */
export class Subscribers<Callbacks> {
  readonly #callbacks: { [Event in keyof Callbacks]?: Set<Callbacks[Event]> } = {};

  /** Gives the function that ends it. */
  on<Event extends keyof Callbacks>(event: Event, callback: Callbacks[Event]): () => void {
    const callbacks = this.#callbacks[event] ?? new Set();
    this.#callbacks[event] = callbacks;
    callbacks.add(callback);
    return () => callbacks.delete(callback);
  }

  tell<Event extends keyof Callbacks>(event: Event, tell: (callback: Callbacks[Event]) => void): void {
    for (const callback of this.#callbacks[event] ?? []) tell(callback);
  }
}
