import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kinds, readRecords, type SpoolRecord } from './record.js';

/** What the files of a log say. */
export interface ReadLog {
  /** What its records are of; undefined where nothing could be read. */
  readonly format: string | undefined;
  readonly records: readonly SpoolRecord[];
  /** Behind torn or damaged records. */
  readonly unreadBytes: number;
  readonly lastSegment: number;
}

/** Reads the files of a log in their order. What is torn, damaged or no file of ours is left out. */
export async function readLog(directory: string): Promise<ReadLog> {
  const names = (await readdir(directory)).filter((name) => /^\d{8}\.log$/.test(name)).sort();
  let format: string | undefined;
  let records: SpoolRecord[] = [];
  let unreadBytes = 0;
  for (const name of names) {
    const bytes = await readFile(join(directory, name)).catch(() => Buffer.alloc(0));
    const { records: found, readBytes } = readRecords(bytes);
    const header = headerOf(found[0]);
    unreadBytes += bytes.length - (header === undefined ? 0 : readBytes);
    if (header === undefined) continue;
    format = header.format;
    if (header.isBase) records = [];
    for (const record of found) records.push(record);
  }
  return { format, records, unreadBytes, lastSegment: Number.parseInt(names.at(-1) ?? '0', 10) };
}

function headerOf(record: SpoolRecord | undefined): { format: string; isBase: boolean } | undefined {
  if (record?.kind !== kinds.header) return undefined;
  try {
    const { version, format, isBase } = JSON.parse(record.body.toString());
    return version === 1 && typeof format === 'string' ? { format, isBase: isBase === true } : undefined;
  } catch {
    return undefined;
  }
}
