/**
 * Errors carry a `code`, and `instanceof` holds between the ESM and the CommonJS copy of this package:
 * each class is recognised by a brand in the global symbol registry, not by its identity.
 */
function brand(error: object, name: string): void {
  Object.defineProperty(error, Symbol.for(`otelwire.${name}`), { value: true });
}

function isBranded(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Symbol.for(`otelwire.${name}`) in value;
}

/** What every error of this suite is. */
export class OtelwireError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OtelwireError';
    this.code = code;
    brand(this, 'OtelwireError');
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value, 'OtelwireError');
  }
}

/** Options that cannot work: `problems` names every one of them, with what is allowed. */
export class ConfigError extends OtelwireError {
  readonly problems: readonly string[];

  constructor(subject: string, problems: readonly string[]) {
    const list = problems.map((problem) => `\n  - ${problem}`).join('');
    super(
      'ERR_OTELWIRE_CONFIG',
      `${subject}: ${problems.length === 1 ? 'a bad option' : 'bad options'}:${list}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
    brand(this, 'ConfigError');
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value, 'ConfigError');
  }
}

/** Bytes did not reach the backend. `retryable` tells whether sending them again can help. */
export class TransportError extends OtelwireError {
  /** Where to, in the form that may be logged: without user, password, or key. */
  readonly endpoint: string;
  readonly retryable: boolean;

  constructor(endpoint: string, what: string, options?: ErrorOptions & { retryable?: boolean }) {
    super('ERR_OTELWIRE_TRANSPORT', `${endpoint} ${what}`, options);
    this.name = 'TransportError';
    this.endpoint = endpoint;
    this.retryable = options?.retryable ?? true;
    brand(this, 'TransportError');
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value, 'TransportError');
  }
}

/** Points were given up for good: `dropped` says how many, by reason. */
export class DroppedError extends OtelwireError {
  readonly dropped: Readonly<Record<string, number>>;

  constructor(subject: string, dropped: Readonly<Record<string, number>>, options?: ErrorOptions) {
    const list = Object.entries(dropped).map(([reason, points]) => `${points} (${reason})`);
    super('ERR_OTELWIRE_DROPPED', `${subject}: data points dropped: ${list.join(', ')}`, options);
    this.name = 'DroppedError';
    this.dropped = dropped;
    brand(this, 'DroppedError');
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value, 'DroppedError');
  }
}

/** The exporter or client was shut down before the call. */
export class ShutdownError extends OtelwireError {
  constructor(subject: string) {
    super('ERR_OTELWIRE_SHUTDOWN', `${subject} is shut down`);
    this.name = 'ShutdownError';
    brand(this, 'ShutdownError');
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value, 'ShutdownError');
  }
}
