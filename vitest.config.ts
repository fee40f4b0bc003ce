import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** OTELWIRE_SDK=3 runs the same tests against the OpenTelemetry SDK 3.x that test/sdk-3 installs. */
const sdk3 = ['@opentelemetry/api', '@opentelemetry/resources', '@opentelemetry/sdk-metrics'].map((name) => ({
  find: name,
  replacement: here(`./test/sdk-3/node_modules/${name}`),
}));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@otelwire\/([a-z-]+)$/, replacement: here('./packages/$1/src/index.ts') },
      {
        find: /^@otelwire\/core\/(otel|http|cluster)$/,
        replacement: here('./packages/core/src/$1/index.ts'),
      },
      { find: /^@otelwire\/([a-z-]+)\/client$/, replacement: here('./packages/$1/src/client/index.ts') },
      {
        find: '@otelwire/sandbox/matchers',
        replacement: here('./packages/sandbox/src/matchers/index.ts'),
      },
      ...(process.env.OTELWIRE_SDK === '3' ? sdk3 : []),
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    // a busy machine is no defect: bounds that matter are the tests' own
    testTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
