import { describe, expect, it } from 'vitest';
import { detectContainerId } from '../../src/origin/container-id.ts';
import { originSuffix } from '../../src/origin/origin-suffix.ts';
import { dialects } from '../../src/wire/dialect.ts';
import { targets } from '../../src/wire/target.ts';

const agent = targets['datadog-agent'];

describe('the sections that tell the Agent of the origin', () => {
  it('are there as far as something is known, in the order of its own clients', () => {
    const origin = { containerId: 'abc', externalData: 'it-1', cardinality: 'none' } as const;
    expect(originSuffix(origin, agent, dialects.dogstatsd)).toBe('|c:abc|e:it-1|card:none');
    expect(originSuffix({ ...origin, containerId: ' \u0000|' }, agent, dialects.dogstatsd)).toBe(
      '|c: |e:it-1|card:none',
    );
    expect(originSuffix({ ...origin, originDetection: false }, agent, dialects.dogstatsd)).toBe('|card:none');
  });

  it('have the container that is found where none is given', () => {
    const found = detectContainerId();
    expect(originSuffix({}, agent, dialects.dogstatsd)).toBe(found === undefined ? '' : `|c:${found}`);
  });

  it('are for the Agent in its dialect', () => {
    const origin = { containerId: 'abc' };
    expect(originSuffix(origin, targets.veneur, dialects.dogstatsd)).toBe('');
    expect(originSuffix(origin, agent, dialects.graphite)).toBe('');
  });
});
