import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Application, makeApplication, usual } from './application.ts';

const files = {
  'loaded.cjs': `console.log(JSON.stringify(Object.keys(require.cache)));`,
  'loaded.mjs': `import { createRequire } from 'node:module';
    console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache)));`,
};

let application: Application;
beforeAll(async () => {
  application = await makeApplication({ packages: usual, files });
});
afterAll(() => application.remove());

/** The files that were loaded, without their folders. */
async function loadedBy(flag: string, file: string, variables: Record<string, string>): Promise<string[]> {
  const run = await application.run([flag, '@otelwire/register', file], variables).ended;
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const names: string[] = JSON.parse(run.stdout);
  return names.map((name) => name.slice(application.folder.length + 1)).filter((name) => name !== file);
}

const folder = 'node_modules/@otelwire/register/dist/cjs';

describe.each([
  // the two files that --import loads are ES modules, which this does not see
  ['--import', 'loaded.mjs', []],
  ['--require', 'loaded.cjs', [`${folder}/exporter-names.js`, `${folder}/index.js`]],
])('node %s', (flag, file, inert) => {
  it.each<Record<string, string>>([
    {},
    { OTEL_METRICS_EXPORTER: 'otlp,console,prometheus' },
    { OTEL_METRICS_EXPORTER: '' },
    { OTEL_METRICS_EXPORTER: 'statsd,none' },
    { OTEL_METRICS_EXPORTER: 'statsd', OTEL_SDK_DISABLED: 'true' },
  ])('loads two small files and nothing else with %j', async (variables) => {
    expect((await loadedBy(flag, file, variables)).sort()).toEqual(inert);
  });

  it('loads no exporter and no SDK before somebody asks for a meter', async () => {
    const loaded = await loadedBy(flag, file, { OTEL_METRICS_EXPORTER: 'statsd' });
    expect(loaded).toContain(`${folder}/hook.js`);
    expect(loaded.filter((name) => /otelwire\/statsd|sdk-metrics/.test(name))).toEqual([]);
  });

  it.each(['OTEL_METRICS_EXPORTER', 'OTELWIRE_EXPORTER'])('leaves %s as it is', async (name) => {
    const code = `console.log(process.env.${name})`;
    const run = await application.run([flag, '@otelwire/register', '--eval', code], { [name]: 'statsd' })
      .ended;
    expect(run).toMatchObject({ code: 0, stdout: 'statsd\n', stderr: '' });
  });
});
