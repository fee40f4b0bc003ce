import { describe, expect, it } from 'vitest';
import { runNode } from '../../../../test/run-node.ts';
import { WorkerMetricExporter } from '../../src/cluster/worker-metric-exporter.js';

describe('the exporter of a worker', () => {
  it('fails while nobody takes what it hands over, and when nobody is there', async () => {
    const { code, stderr, stdout } = await runNode(['packages/core/test/cluster/fixtures/refused.mjs']).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual([
      '1 the primary process has not taken this export within 50 ms; has it a WorkerMetrics?',
      '1 the primary process does not keep up',
      ...Array(5).fill('1 the primary process is gone'),
      '1 WorkerMetricExporter is shut down',
    ]);
  });

  it('is refused to a process that is no worker', () => {
    expect(() => new WorkerMetricExporter()).toThrow('this process is no worker of a cluster');
  });
});
