import { expect, it } from 'vitest';
import { percentileName } from '../../src/histogram/percentile-name.js';

it.each([
  [50, 'p50'],
  [99.9, 'p99_9'],
  [0, 'p0'],
  [1e-7, 'p0_0000001'],
])('calls percentile %s %s', (percent, name) => {
  expect(percentileName(percent)).toBe(name);
});
