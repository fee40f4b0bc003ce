import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, runNode } from './run-node.ts';

const packages = [
  '@otelwire/statsd',
  '@otelwire/graphite',
  '@otelwire/statsd/client',
  '@otelwire/graphite/client',
];

async function print(type: 'module' | 'commonjs', program: string): Promise<string[]> {
  const run = await runNode([`--input-type=${type}`, '--eval', program]).ended;
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(run.stdout);
}

describe.each(packages)('a start with %s', (name) => {
  it('reads few files of ours', async () => {
    const files = await print(
      'commonjs',
      `require('${name}'); console.log(JSON.stringify(Object.keys(require.cache)));`,
    );
    const ours = files.filter((file) => file.startsWith(join(root, 'packages')));
    expect(ours.length).toBeGreaterThan(1);
    expect(ours.length).toBeLessThanOrEqual(16);
  });

  it.each([
    ['module', 'await import'],
    ['commonjs', 'require'],
  ] as const)('loads neither TLS nor what sends by HTTP (%s)', async (type, load) => {
    const loaded = await print(
      type,
      `${load}('${name}'); console.log(JSON.stringify(process.moduleLoadList));`,
    );
    const parts = loaded.map((part) => part.replace(/^.* /, ''));
    expect(parts).toContain('net');
    // undici loads TLS at once
    expect(parts.filter((part) => ['tls', '_tls_wrap', 'http', 'https'].includes(part))).toEqual([]);
  });
});
