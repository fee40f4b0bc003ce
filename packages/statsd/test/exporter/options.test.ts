import { ConfigError } from '@otelwire/core';
import { describe, expect, it } from 'vitest';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '../../src/index.ts';

/** What a constructor throws; options may be anything, as in JavaScript. */
function errorOf(
  options: object,
  Exporter: new (options: object) => object = StatsdMetricExporter,
): ConfigError {
  try {
    new Exporter(options);
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
      target: 'graphite',
      maxPayloadBytes: 100,
      percentiles: [50, 101],
      timeoutMillis: '10s',
      attributes: { include: 'all' },
      prefx: 'shop',
    });
    expect(problems).toHaveLength(7);
    expect(problems).toEqual([
      expect.stringMatching(/^'prefx' is not an option; did you mean prefix\?$/),
      expect.stringMatching(
        /^endpoint is invalid: 'ftp:\/\/x'; its scheme is not one of those allowed; expected udp:/,
      ),
      expect.stringMatching(
        /^target is invalid: 'graphite'; expected one of etsy, collectd, datadog-agent, /,
      ),
      expect.stringMatching(/^maxPayloadBytes is invalid: 100; expected a whole number from 256 to 65507$/),
      expect.stringMatching(/^percentiles is invalid: .*item 2: expected a number from 0 to 100$/),
      expect.stringMatching(/^attributes\.include is invalid: 'all'; expected an array of text$/),
      expect.stringMatching(
        /^timeoutMillis is invalid: '10s'; expected a whole number of milliseconds from 1 to /,
      ),
    ]);
    expect(message).toMatch(/^StatsdMetricExporter: bad options:\n {2}- /);
    for (const problem of problems) expect(message).toContain(problem);
  });

  it('of both classes are told under their names', () => {
    expect(errorOf({ target: 'x' }, DogStatsdMetricExporter).message).toMatch(
      /^DogStatsdMetricExporter: a bad option:/,
    );
  });

  it.each([
    [
      { endpoint: 'unixgram:///run/dsd.socket' },
      /Node\.js has no unix datagram sockets; .*dogstatsd_stream_socket/,
    ],
    [
      { endpoint: 'localhost:8125' },
      /it does not start with a scheme; expected udp:\/\/host\[:8125\], .*, for example udp:\/\/localhost:8125/,
    ],
    [{ endpoint: 'udp://host:0' }, /the port is not a number from 1 to 65535/],
    [{ endpoint: 'unix://relative' }, /the path is not absolute \(three slashes, as in unix:\/\/\/path\)/],
    [{ endpoint: 'udp://::1:8125' }, /an IPv6 address goes in brackets, as in \[::1\]/],
    [{ endpoint: new URL('udp://host:8125') }, /expected udp:\/\/host/],
    [{ dialect: 'otlp' }, /expected one of plain, dogstatsd, influxdb, librato, signalfx, graphite/],
    [{ globalTags: { team: 1 } }, /expected an object whose values are text/],
    [{ transport: {} }, /a transport \(an object with send, close\)/],
    [{ logger: console.log }, /a logger \(an object with error, warn, info, debug\)/],
    [{ clock: Date }, /a clock \(an object with now, monotonicMillis, setTimer, keepAlive\)/],
    [
      { temporalityPreference: 'both' },
      /one of backend, delta, cumulative, lowmemory, or a function of the instrument type/,
    ],
    [
      { histogramAggregation: 'sketch' },
      /one of base2_exponential_bucket_histogram, explicit_bucket_histogram/,
    ],
    [{ resourceAttributes: 'some' }, /'all' or an array of text/],
    [{ maxHeldSeries: -1 }, /a whole number, 0 or more/],
    [{ prefix: 'a\nb' }, /it contains a control character/],
    [{ histograms: 'distributions', target: 'gostatsd' }, /not taken by gostatsd, but by: datadog-agent, /],
    [{ histograms: 'distributions' }, /not taken by a server that is not named by `target`, but by: /],
    [{ timestamps: true, target: 'etsy' }, /not taken by etsy, but by: datadog-agent, otel-collector$/],
  ])('%j say what is allowed', (options, problem) => {
    const { problems } = errorOf(options);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('of the wire are told with those of values', () => {
    const { problems } = errorOf({ histograms: 'distributions', timeoutMillis: 0 });
    expect(problems).toEqual([
      expect.stringContaining('timeoutMillis is invalid: 0'),
      expect.stringContaining("'distributions' are not taken"),
    ]);
  });

  it.each([
    { endpoint: 'tcp://user:hunter2@host:8125' },
    { endpoint: 'https://user:hunter2@host/path?key=hunter2' },
    { tls: 'hunter2' },
    { globalTags: { team: 1, secret: 'hunter2' } },
    { transport: { key: 'hunter2' } },
  ])('%j show no secret', (options) => {
    expect(errorOf(options).message).not.toContain('hunter2');
  });

  it('do not open a socket or start a timer', () => {
    const before = process.getActiveResourcesInfo().length;
    new StatsdMetricExporter({ endpoint: 'tcp://127.0.0.1:9' });
    new DogStatsdMetricExporter();
    errorOf({ endpoint: 'tcp://127.0.0.1:9', prefix: 7 });
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
  });
});

describe('options that are left out or undefined', () => {
  it('have their defaults', () => {
    expect(() => new StatsdMetricExporter()).not.toThrow();
    expect(
      () => new StatsdMetricExporter({ endpoint: undefined, attributes: undefined, tls: undefined }),
    ).not.toThrow();
    expect(() => new DogStatsdMetricExporter({ containerId: undefined, target: undefined })).not.toThrow();
  });
});
