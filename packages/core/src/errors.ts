/**
 * What every error of this suite is. It carries a `code`, and `instanceof` holds between the ESM and the CommonJS copy of
 * this package: a class is recognised by its `brand` in the global symbol registry, not by its identity.
 */
export class OtelwireError extends Error {
  static readonly brand: string = 'otelwire.OtelwireError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.brand.replace('otelwire.', '');
    for (let type = new.target; type.brand !== undefined; type = Object.getPrototypeOf(type)) {
      Object.defineProperty(this, Symbol.for(type.brand), { value: true });
    }
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: of a subclass, the brand is its own
    return typeof value === 'object' && value !== null && Symbol.for(this.brand) in value;
  }
}

/** Options that cannot work: `problems` names every one of them, with what is allowed. */
export class ConfigError extends OtelwireError {
  static override readonly brand = 'otelwire.ConfigError';
  readonly problems: readonly string[];

  constructor(subject: string, problems: readonly string[]) {
    const list = problems.map((problem) => `\n  - ${problem}`).join('');
    super(
      'ERR_OTELWIRE_CONFIG',
      `${subject}: ${problems.length === 1 ? 'a bad option' : 'bad options'}:${list}`,
    );
    this.problems = problems;
  }
}

export interface TransportErrorOptions extends ErrorOptions {
  /** Default true. */
  readonly retryable?: boolean;
  readonly status?: number;
  /** Default false. */
  readonly ranOutOfTime?: boolean;
}

/** Bytes did not reach the backend. `retryable` tells whether sending them again can help. */
export class TransportError extends OtelwireError {
  static override readonly brand = 'otelwire.TransportError';
  /** Where to, in the form that may be logged: without user, password, or key. */
  readonly endpoint: string;
  readonly retryable: boolean;
  /** What an HTTP server answered; undefined: there was no answer. */
  readonly status: number | undefined;
  /** The backend is there, and with a later deadline it might have gone through. */
  readonly ranOutOfTime: boolean;

  constructor(endpoint: string, what: string, options?: TransportErrorOptions) {
    super('ERR_OTELWIRE_TRANSPORT', `${endpoint} ${what}`, options);
    this.endpoint = endpoint;
    this.retryable = options?.retryable ?? true;
    this.status = options?.status;
    this.ranOutOfTime = options?.ranOutOfTime ?? false;
  }
}

export interface RequestErrorOptions extends ErrorOptions {
  /** Default false. */
  readonly retryable?: boolean;
}

/** What an awaited request came to that was not granted. Each client has a class of its own. */
export class RequestError extends OtelwireError {
  static override readonly brand: string = 'otelwire.RequestError';
  /** What the server answered; 0: there was no answer. */
  readonly status: number;
  /** Whether nothing came of the request for certain, so that sending it again does no harm. */
  readonly retryable: boolean;

  constructor(code: string, status: number, message: string, options?: RequestErrorOptions) {
    super(code, message, options);
    this.status = status;
    this.retryable = options?.retryable ?? false;
  }
}

/** Points were given up for good: `dropped` says how many, by reason. */
export class DroppedError extends OtelwireError {
  static override readonly brand = 'otelwire.DroppedError';
  readonly dropped: Readonly<Record<string, number>>;

  constructor(subject: string, dropped: Readonly<Record<string, number>>, options?: ErrorOptions) {
    const list = Object.entries(dropped).map(([reason, points]) => `${points} (${reason})`);
    super('ERR_OTELWIRE_DROPPED', `${subject}: data points dropped: ${list.join(', ')}`, options);
    this.dropped = dropped;
  }
}

/** The exporter or client was shut down before the call. */
export class ShutdownError extends OtelwireError {
  static override readonly brand = 'otelwire.ShutdownError';
  constructor(subject: string) {
    super('ERR_OTELWIRE_SHUTDOWN', `${subject} is shut down`);
  }
}

/** An application may throw anything when its attributes are read. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
