import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder that only this user may enter; none on Windows, where Node.js has pipes in place of unix sockets. */
export async function makeSocketFolder(): Promise<string | undefined> {
  return process.platform === 'win32' ? undefined : mkdtemp(join(tmpdir(), 'otelwire-sandbox-'));
}

export async function removeSocketFolder(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
