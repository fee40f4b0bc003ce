import { execFile } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Compiles core as it is now, for child processes, which know no TypeScript. Says where to. */
export function compileCore(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'otelwire-otel-'));
  writeFileSync(join(outDir, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'packages/core/node_modules'), join(outDir, 'node_modules'), 'junction');
  const options =
    '--ignoreConfig --noCheck --module nodenext --target es2022 --rootDir packages/core/src --outDir';
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const sources = ['packages/core/src/index.ts', 'packages/core/src/otel/index.ts'];
  const args = [compiler, ...sources, ...options.split(' '), outDir];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout) => {
      if (error === null) resolve(outDir);
      else reject(new Error(`${error.message}\n${stdout}`));
    });
  });
}
