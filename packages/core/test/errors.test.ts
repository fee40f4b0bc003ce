import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ConfigError,
  DroppedError,
  OtelwireError,
  RequestError,
  ShutdownError,
  TransportError,
} from '../src/errors.js';

const cause = new Error('refused');
const examples = [
  {
    error: new OtelwireError('ERR_X', 'says what', { cause }),
    type: OtelwireError,
    name: 'OtelwireError',
    code: 'ERR_X',
    message: 'says what',
  },
  {
    error: new ConfigError('Exporter', ['a is bad', 'b is bad']),
    type: ConfigError,
    name: 'ConfigError',
    code: 'ERR_OTELWIRE_CONFIG',
    message: 'Exporter: bad options:\n  - a is bad\n  - b is bad',
  },
  {
    error: new TransportError('udp://a:1', 'refuses', { cause }),
    type: TransportError,
    name: 'TransportError',
    code: 'ERR_OTELWIRE_TRANSPORT',
    message: 'udp://a:1 refuses',
  },
  {
    error: new DroppedError('Exporter', { rejected: 2, queue_full: 1 }, { cause }),
    type: DroppedError,
    name: 'DroppedError',
    code: 'ERR_OTELWIRE_DROPPED',
    message: 'Exporter: data points dropped: 2 (rejected), 1 (queue_full)',
  },
  {
    error: new ShutdownError('Exporter'),
    type: ShutdownError,
    name: 'ShutdownError',
    code: 'ERR_OTELWIRE_SHUTDOWN',
    message: 'Exporter is shut down',
  },
] as const;

describe.each(examples)('a $name', ({ error, type, name, code, message }) => {
  afterEach(() => {
    vi.resetModules();
  });

  it('says what it is', () => {
    expect([error.name, error.code, error.message]).toEqual([name, code, message]);
    expect(String(error)).toBe(`${name}: ${message}`);
    expect(error.stack).toContain('errors.test.ts');
  });

  it('is an Error, an OtelwireError, and none of the others', () => {
    expect(error instanceof Error).toBe(true);
    expect(error instanceof OtelwireError).toBe(true);
    const types = examples.map((example) => example.type).filter((other) => error instanceof other);
    expect(types).toEqual(type === OtelwireError ? [OtelwireError] : [OtelwireError, type]);
  });

  it('is recognised by the classes of another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('../src/errors.js');
    const OtherType = copy[name];
    expect(OtherType).not.toBe(type);
    expect(error instanceof OtherType).toBe(true);
    expect(error instanceof copy.OtelwireError).toBe(true);
  });
});

describe('errors', () => {
  it('keep their cause', () => {
    const withCause = [
      new OtelwireError('ERR_X', 'x', { cause }),
      new TransportError('udp://a:1', 'x', { cause }),
      new DroppedError('x', {}, { cause }),
    ];
    expect(withCause.map((error) => error.cause)).toEqual([cause, cause, cause]);
  });

  it('speak of one bad option in the singular', () => {
    const error = new ConfigError('Exporter', ['a is bad']);
    expect(error.message).toBe('Exporter: a bad option:\n  - a is bad');
    expect(error.problems).toEqual(['a is bad']);
  });

  it('of a transport can be retried unless it is said that they cannot', () => {
    expect(new TransportError('udp://a:1', 'x').retryable).toBe(true);
    expect(new TransportError('udp://a:1', 'x', { retryable: false }).retryable).toBe(false);
    expect(new TransportError('udp://a:1', 'x').endpoint).toBe('udp://a:1');
  });

  it('of other makers are not ours, nor is what is no object', () => {
    for (const value of [new Error('x'), {}, null, undefined, 'OtelwireError', 1]) {
      expect(examples.map(({ type }) => (value as object) instanceof type)).not.toContain(true);
    }
  });
});

describe('what a request came to', () => {
  class BakeryError extends RequestError {
    static override readonly brand = 'otelwire.BakeryError';
  }

  it('is an error of its client, with a status and whether another attempt does harm', () => {
    const cause = new Error('no flour');
    const error = new BakeryError('ERR_BAKERY', 503, 'closed', { cause, retryable: true });
    expect(error).toMatchObject({
      name: 'BakeryError',
      code: 'ERR_BAKERY',
      status: 503,
      retryable: true,
      cause,
    });
    expect([error instanceof RequestError, new RequestError('E', 0, '') instanceof BakeryError]).toEqual([
      true,
      false,
    ]);
  });

  it('is not to be tried again unless it is said', () => {
    expect(new BakeryError('ERR_BAKERY', 0, 'no answer').retryable).toBe(false);
  });
});
