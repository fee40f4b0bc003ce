import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder, for as long as the test runs. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otelwire-spool-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The paths of all files in a folder that end so. */
export function filesIn(folder: string, ending = ''): string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  } catch {
    // one of its folders has gone meanwhile
    return filesIn(folder, ending);
  }
}

/** What a process that is killed now would leave: its files, and nobody who owns them. */
export function crash(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  for (const lock of filesIn(copy, '.lock')) rmSync(lock);
  return copy;
}
