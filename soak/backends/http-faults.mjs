const answers = {
  429: { status: 429, retryAfterSeconds: 1 },
  503: { status: 503 },
  500: { status: 500 },
};
const spoilt = [
  'reset-before',
  'reset-after',
  'hang-before',
  'hang-after',
  'html',
  'truncated-json',
  'cut-body',
  'slow-body',
];

/** Lets a receiver over HTTP go wrong, for a while or for one request. */
export class HttpFaults {
  static kinds = ['refuse', 'stall', 'reset', 'half-close', 'close', ...Object.keys(answers), ...spoilt];
  #receiver;
  /** Of requests that were to go wrong; they wait for requests to come. */
  #waiting = 0;

  constructor(receiver) {
    this.#receiver = receiver;
    receiver.on('request', () => {
      this.#waiting = Math.max(0, this.#waiting - 1);
    });
  }

  get endpoint() {
    return this.#receiver.endpoints.http;
  }

  /** Ends the fault before, and begins this one. */
  async set({ kind } = { kind: 'none' }) {
    const { faults } = this.#receiver;
    await faults.listenAgain();
    faults.resume();
    if (kind === 'refuse') await faults.refuse();
    if (kind === 'stall') faults.stall();
    if (kind === 'reset') faults.dropConnections('reset');
    if (kind === 'close') faults.dropConnections('fin');
    if (kind === 'half-close') faults.halfClose();
    if (this.#waiting > 0) return;
    if (kind in answers) faults.answerNext(1, answers[kind]);
    if (spoilt.includes(kind)) faults.failNext(1, kind, { bodyMillis: 100 });
    this.#waiting = kind in answers || spoilt.includes(kind) ? 1 : 0;
  }

  async close() {}
}
