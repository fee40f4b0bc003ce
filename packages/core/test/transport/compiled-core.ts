import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Compiles the transports as they are now, for child processes, which know no TypeScript. Says where to. */
export function compileTransports(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'otelwire-core-'));
  writeFileSync(join(outDir, 'package.json'), '{"type":"module"}');
  const options =
    '--ignoreConfig --noCheck --module nodenext --target es2022 --rootDir packages/core/src --outDir';
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, 'packages/core/src/transport/open.ts', ...options.split(' '), outDir];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout) => {
      if (error === null) resolve(outDir);
      else reject(new Error(`${error.message}\n${stdout}`));
    });
  });
}
