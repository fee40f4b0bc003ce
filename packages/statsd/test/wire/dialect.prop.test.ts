import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../core/test/otel/arbitraries.ts';
import { type DialectName, dialects } from '../../src/wire/dialect.ts';

const delimiters: Record<DialectName, RegExp> = {
  plain: /[^\w.-]/,
  graphite: /[^\w.-]/,
  dogstatsd: /[|,#\n\r\p{Cc}\p{Cs}]/u,
  influxdb: /[|,:=\s\p{Cc}\p{Cs}]/u,
  librato: /[|,:=#\s\p{Cc}\p{Cs}]/u,
  signalfx: /[|,:=[\]\s\p{Cc}\p{Cs}]/u,
};

describe.each(Object.values(dialects))('the dialect $name', (dialect) => {
  const parts = ['metricName', 'tagKey', 'tagValue'] as const;

  it.each(parts)('has a %s for every text: not empty, without delimiters, and short', (part) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = dialect[part](text);
        expect(written).not.toBe('');
        expect(written.length).toBeLessThanOrEqual(200);
        expect(written).not.toMatch(part === 'metricName' ? /[^\w.-]/ : delimiters[dialect.name]);
        if (part === 'tagKey') expect(written).not.toContain(':');
      }),
      { numRuns: 1000 },
    );
  });

  it.each(parts)('leaves a %s alone that it has written', (part) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = dialect[part](text);
        expect(dialect[part](written)).toBe(written);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(parts)('tells long %ss apart', (part) => {
    const [one, other] = ['a', 'b'].map((end) => dialect[part]('x'.repeat(1000) + end));
    expect(one).not.toBe(other);
    expect(dialect[part](`${'x'.repeat(1000)}a`)).toBe(one);
  });
});
