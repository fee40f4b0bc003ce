import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Application, makeApplication, usual } from './application.ts';

let application: Application;
beforeAll(async () => {
  application = await makeApplication({ packages: usual, files: {} });
});
afterAll(() => application.remove());

/** What a program that has the providers prints. */
async function printed(code: string): Promise<string> {
  const program = `import { componentProvider, componentProviders } from '@otelwire/register/components'; ${code}`;
  const run = await application.run(['--input-type=module', '--eval', program]).ended;
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run.stdout;
}

describe('component providers', () => {
  it('are there for each exporter', async () => {
    expect(await printed(`for (const { type, name } of componentProviders) console.log(type, name);`)).toBe(
      ['statsd', 'dogstatsd', 'graphite', 'stathat', 'stride', 'initialstate']
        .map((name) => `PushMetricExporter ${name}\n`)
        .join(''),
    );
  });

  it('make an exporter of properties as files have them', async () => {
    expect(
      await printed(`const { createComponent } = componentProvider('statsd');
        const properties = { endpoint: 'udp://127.0.0.1:9', timeout: 500, max_payload_bytes: 512, prefix: null };
        console.log(createComponent(properties).constructor.name, createComponent(null).constructor.name);`),
    ).toBe('StatsdMetricExporter StatsdMetricExporter\n');
  });

  it('throw all that is wrong with the properties, and where a package is missing', async () => {
    expect(
      await printed(`const make = (name, properties) => {
          try { componentProvider(name).createComponent(properties); } catch ({ message }) { console.log(message); }
        };
        make('statsd', { timeout: -1, no_such_thing: true });
        make('graphite');`),
    ).toMatch(/noSuchThing.*timeoutMillis.*npm install @otelwire\/graphite/s);
  });
});
