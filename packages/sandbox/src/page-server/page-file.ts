import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** One file of the page. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Names and slashes; no name begins with a dot, so that no path leads out of the folder. */
const ordinaryPath = /^(?:\/[\w-][\w.-]*)+$/;

/** The file at a path, if there is one. */
export async function readPageFile(folder: string, path: string): Promise<PageFile | undefined> {
  const asked = path === '/' ? '/index.html' : path;
  const type = types[extname(asked)];
  if (type === undefined || !ordinaryPath.test(asked)) return undefined;
  try {
    return { type, bytes: await readFile(join(folder, asked)) };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) return undefined;
    throw error;
  }
}
