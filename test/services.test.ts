import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { root, runNode } from './run-node.ts';
import { type Backend, openBackend } from './zero-code/backends.ts';

const services = [
  { service: 'express', flag: '--require', file: 'server.cjs' },
  { service: 'fastify', flag: '--import', file: 'server.mjs' },
] as const;
const names = Object.keys(openBackend) as (keyof typeof openBackend)[];

let backend: Backend | undefined;
afterEach(() => backend?.close());

describe.each(services)(
  'the service of examples/services/$service',
  { timeout: 60_000 },
  ({ service, flag, file }) => {
    it.each(names)('sends its metrics to %s when the environment says so', async (name) => {
      backend = await openBackend[name]();
      const lines = readFileSync(join(root, 'examples/services/README.md'), 'utf8').split('\n');
      const line = lines.find((text) => text.startsWith(`OTEL_METRICS_EXPORTER=${name} OTEL_`));
      expect([...line!.matchAll(/(OTEL_EXPORTER_\w+)=/g)].map(([, variable]) => variable)).toEqual(
        Object.keys(backend.variables),
      );
      const hooks = ['@otelwire/register', '@opentelemetry/auto-instrumentations-node/register'];
      const variables = {
        ...backend.variables,
        OTEL_METRICS_EXPORTER: name,
        OTEL_SERVICE_NAME: 'bakery',
        OTEL_TRACES_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        // the detectors of clouds ask the network, and wait for it
        OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
      };
      const run = runNode(
        [...hooks.flatMap((hook) => [flag, hook]), file],
        variables,
        `examples/services/${service}`,
      );
      const url = await run.printed(/http:\/\/\S+/);
      for (const kind of ['rye', 'wheat', 'rye']) {
        const response = await fetch(`${url}/loaves/${kind}`, {
          method: 'POST',
          headers: { connection: 'close' },
        });
        expect(await response.json()).toEqual({ sold: kind });
      }
      run.child.kill('SIGTERM');
      expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
      await backend.waitFor({ sold: { rye: 2, wheat: 1 }, requests: 3 });
      expect(backend.refused()).toEqual([]);
    });
  },
);
