import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
/** The OpenTelemetry SDK that these tests run with. */
const sdk = join(root, process.env.OTELWIRE_SDK === '3' ? 'test/sdk-3' : '.', 'node_modules/@opentelemetry');

/** Compiles the exporters as they are now, for child processes, which know no TypeScript. Says where to. */
export async function compileExporters(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'otelwire-statsd-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    writeFileSync(join(outDir, path), text);
  };
  write('package.json', '{"type":"module"}');
  // within node_modules, so that the package's name leads to it
  const core = { type: 'module', exports: { '.': './src/index.js', './otel': './src/otel/index.js' } };
  write('node_modules/@otelwire/core/package.json', JSON.stringify(core));
  symlinkSync(sdk, join(outDir, 'node_modules/@opentelemetry'));
  await compile(
    'packages/core/src',
    ['index.ts', 'otel/index.ts'],
    join(outDir, 'node_modules/@otelwire/core/src'),
  );
  await compile('packages/statsd/src', ['index.ts'], join(outDir, 'statsd'));
  return outDir;
}

function compile(folder: string, files: readonly string[], outDir: string): Promise<void> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = `--ignoreConfig --noCheck --module nodenext --target es2022 --rootDir ${folder} --outDir`;
  const args = [compiler, ...files.map((file) => join(folder, file)), ...options.split(' '), outDir];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout) => {
      if (error === null) resolve();
      else reject(new Error(`${error.message}\n${stdout}`));
    });
  });
}
