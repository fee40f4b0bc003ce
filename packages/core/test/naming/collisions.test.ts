import { describe, expect, it } from 'vitest';
import { createCollisionReporter } from '../../src/naming/collisions.js';
import { createKeepingLogger } from '../delivery/workbench.js';

describe('the collision reporter', () => {
  it('names both sources, what they have become, and what follows', () => {
    const logger = createKeepingLogger();
    createCollisionReporter(logger)('a_b', "'a.b'", "'a-b'", 'their points are merged');
    expect(logger.lines).toEqual([
      "warn: 'a.b' and 'a-b' are both 'a_b' on the wire; their points are merged",
    ]);
  });

  it('reports each pair once', () => {
    const logger = createKeepingLogger();
    const report = createCollisionReporter(logger);
    for (let i = 0; i < 3; i += 1) {
      report('x', 'first', 'second', 'so what');
      report('x', 'first', 'third', 'so what');
      report('y', 'first', 'second', 'so what');
    }
    expect(logger.lines).toHaveLength(3);
  });

  it('says after ten that it will be silent, and is', () => {
    const logger = createKeepingLogger();
    const report = createCollisionReporter(logger);
    for (let i = 0; i < 100; i += 1) report(`${i}`, 'first', 'second', 'so what');
    expect(logger.lines).toHaveLength(11);
    expect(logger.lines.at(9)).toContain("'9'");
    expect(logger.lines.at(10)).toBe('warn: further name collisions are not reported');
  });
});
