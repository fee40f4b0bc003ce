import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * The receivers behind the relays, in a thread of their own: a relay has to hear at once what comes, and a receiver may be busy for longer
 * than a write takes to settle. `endpoints`: by backend those of what is taken and of what a relay throws away.
 */
export class Receivers {
  #worker;
  endpoints;

  static async open(folder) {
    const receivers = new Receivers();
    receivers.#worker = new Worker(new URL('receivers-thread.mjs', import.meta.url), {
      workerData: { folder },
    });
    [receivers.endpoints] = await once(receivers.#worker, 'message');
    return receivers;
  }

  /** By backend what is `taken` and what is `lost`. */
  async read() {
    this.#worker.postMessage('read');
    const [totals] = await once(this.#worker, 'message');
    return totals;
  }
}
