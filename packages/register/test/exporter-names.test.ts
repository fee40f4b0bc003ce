import { describe, expect, it } from 'vitest';
import { listedExporters } from '../src/exporter-names.ts';

const listed = (OTEL_METRICS_EXPORTER: string, more: Record<string, string> = {}) =>
  listedExporters({ OTEL_METRICS_EXPORTER, ...more });

describe('the list of exporters', () => {
  it('has all six names, in any case and with any space around them', () => {
    expect(listed(' StatsD,DOGSTATSD , graphite,StatHat,stride,InitialState,').ours).toEqual([
      'statsd',
      'dogstatsd',
      'graphite',
      'stathat',
      'stride',
      'initialstate',
    ]);
  });

  it.each(['initialstate', 'initial-state', 'Initial_State'])('knows Initial State as %s', (name) => {
    expect(listed(name).ours).toEqual(['initialstate']);
  });

  it('has each name once', () => {
    expect(listed('statsd,otlp,STATSD,otlp', { OTELWIRE_EXPORTER: 'statsd' })).toEqual({
      ours: ['statsd'],
      others: ['otlp'],
      unknown: [],
    });
  });

  it('tells names that the SDK knows from names that nobody knows, and where they stand', () => {
    expect(listed('otlp,statds,console', { OTELWIRE_EXPORTER: 'prometheus' })).toEqual({
      ours: [],
      others: ['otlp', 'console'],
      unknown: [
        { name: 'statds', variable: 'OTEL_METRICS_EXPORTER' },
        { name: 'prometheus', variable: 'OTELWIRE_EXPORTER' },
      ],
    });
  });

  it('is empty where a variable says none, whatever else it says', () => {
    expect(listed('statsd,None').ours).toEqual([]);
    expect(listed('none', { OTELWIRE_EXPORTER: 'statsd' }).ours).toEqual(['statsd']);
  });

  it.each(['true', ' TRUE '])('is empty where OTEL_SDK_DISABLED is %j', (OTEL_SDK_DISABLED) => {
    expect(listed('statsd,nonsense', { OTEL_SDK_DISABLED })).toEqual({ ours: [], others: [], unknown: [] });
  });

  it.each(['false', '1', 'yes', ''])('is not disabled by %j', (OTEL_SDK_DISABLED) => {
    expect(listed('statsd', { OTEL_SDK_DISABLED }).ours).toEqual(['statsd']);
  });
});
