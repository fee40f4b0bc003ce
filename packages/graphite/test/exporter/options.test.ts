import { describe, expect, it } from 'vitest';
import { ConfigError, GraphiteMetricExporter } from '../../src/index.ts';

/** What a constructor throws; options may be anything, as in JavaScript. */
function errorOf(options: object): ConfigError {
  try {
    new GraphiteMetricExporter(options);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error('the constructor took everything');
}

describe('bad options', () => {
  it('are named all at once, each with what is allowed', () => {
    const { message, problems } = errorOf({
      endpoint: 'ftp://x',
      protocol: 'protobuf',
      maxPayloadBytes: 100,
      percentiles: [50, 101],
      pathTemplate: '{prefix}.{nmae}',
      timeoutMillis: '10s',
      attributes: { include: 'all' },
      headers: { 'a b': 'x' },
      intervalSeconds: 0,
      apiKey: 'secret key',
      prefx: 'shop',
    });
    expect(problems).toEqual([
      expect.stringMatching(/^'prefx' is not an option; did you mean prefix\?$/),
      expect.stringMatching(
        /^endpoint is invalid: 'ftp:\/\/x'; its scheme is not one of those allowed; expected tcp:/,
      ),
      expect.stringMatching(/^protocol is invalid: 'protobuf'; expected one of plaintext, pickle$/),
      expect.stringMatching(
        /^pathTemplate is invalid: '\{prefix\}\.\{nmae\}'; \{nmae\} is unknown; \{name\} is missing; expected \{prefix\}, /,
      ),
      expect.stringMatching(/^headers is invalid; .*its name is not one that HTTP allows/),
      expect.stringMatching(/^intervalSeconds is invalid: 0; expected a whole number from 1 to 86400$/),
      expect.stringMatching(/^maxPayloadBytes is invalid: 100; expected a whole number from 256 to 1048576$/),
      expect.stringMatching(/^percentiles is invalid: .*item 2: expected a number from 0 to 100$/),
      expect.stringMatching(/^attributes\.include is invalid: 'all'; expected an array of text$/),
      expect.stringMatching(
        /^timeoutMillis is invalid: '10s'; expected a whole number of milliseconds from 1 to /,
      ),
    ]);
    expect(message).toMatch(/^GraphiteMetricExporter: bad options:\n {2}- /);
    for (const problem of problems) expect(message).toContain(problem);
  });

  it('that do not go together are told at once too', () => {
    const { problems } = errorOf({
      endpoint: 'udp://host:2003',
      protocol: 'pickle',
      headers: { 'x-scope': 'a' },
      maxPayloadBytes: 70_000,
      apiKey: 'a key',
      prefix: 'shop',
      pathTemplate: '{name}',
    });
    expect(problems).toEqual([
      'protocol is invalid; pickle goes over tcp:// and tls:// only, not over udp:',
      expect.stringMatching(/^apiKey is invalid; as the first part of a path it may have letters, /),
      'headers is invalid; only http(s):// endpoints have headers',
      'maxPayloadBytes is invalid; a datagram has 65507 bytes at the most',
      'prefix is invalid; the path template has no place for it; write {prefix} there',
    ]);
  });

  it.each([
    [{ endpoint: 'unixgram:///run/carbon' }, /Node\.js has no unix datagram sockets; carbon-c-relay listens/],
    [{ endpoint: 'localhost:2003' }, /it does not start with a scheme; expected tcp:\/\//],
    [{ endpoint: 'tcp://host' }, /the port is missing/],
    [{ endpoint: 'unix:///run/carbon', protocol: 'pickle' }, /pickle goes over .* not over unix:/],
    [{ endpoint: 'https://host/metrics', protocol: 'pickle' }, /pickle goes over .* not over https:/],
    [{ endpoint: 'stdout:', protocol: 'pickle' }, /pickle goes over .* not over stdout:/],
    [{ globalTags: { team: 1 } }, /expected an object whose values are text/],
    [{ pathTemplate: 7 }, /expected a template of \{prefix\}, \{name\} \(once\)/],
    [{ headers: { 'content-length': '7' }, endpoint: 'https://host/' }, /it is set by the transport/],
    [{ transport: {} }, /a transport \(an object with send, close\)/],
    [{ prefix: 'a\nb' }, /it contains a control character/],
    [{ maxBacklogBytes: -1 }, /a whole number, 0 or more/],
    [{ maxBacklogAgeMillis: 0 }, /a whole number of milliseconds from 1 to /],
    [{ resendWindowMillis: -1 }, /a whole number of milliseconds/],
    [{ temporalityPreference: 'both' }, /one of backend, delta, cumulative, lowmemory, or a function/],
  ])('%j say what is allowed', (options, problem) => {
    expect(errorOf(options).problems).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    { endpoint: 'tcp://user:hunter2@host:2003' },
    { endpoint: 'https://user:hunter2@host/path?key=hunter2', protocol: 'pickle' },
    { tls: 'hunter2' },
    { headers: { Authorization: 'hunter2\n' }, endpoint: 'https://host/' },
    { headers: ['hunter2'] },
    { globalTags: { team: 1, secret: 'hunter2' } },
  ])('%j show no secret', (options) => {
    expect(errorOf(options).message).not.toContain('hunter2');
  });

  it('do not open a socket or start a timer', () => {
    const before = process.getActiveResourcesInfo().length;
    new GraphiteMetricExporter({ endpoint: 'tcp://127.0.0.1:9' });
    new GraphiteMetricExporter({ endpoint: 'https://127.0.0.1:9/metrics' });
    errorOf({ endpoint: 'tcp://127.0.0.1:9', prefix: 7 });
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
  });
});

it('options that are left out or undefined have their defaults', () => {
  expect(() => new GraphiteMetricExporter()).not.toThrow();
  const options = { endpoint: undefined, attributes: undefined, apiKey: undefined, pathTemplate: undefined };
  expect(() => new GraphiteMetricExporter(options)).not.toThrow();
});

it('a prefix has a place in a template by chance of its text only if it is written there', () => {
  expect(() => new GraphiteMetricExporter({ prefix: 'a', pathTemplate: '{prefix}.{name}' })).not.toThrow();
  expect(() => new GraphiteMetricExporter({ prefix: 'a', pathTemplate: 'prefix.{name}' })).toThrow(
    /prefix is/,
  );
});
