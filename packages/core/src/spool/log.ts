import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { kinds, type RecordKind, recordOf } from './record.js';

export interface LogOptions {
  /** Where its files are. Asked for, and made, when there is something to write. */
  readonly createDirectory: () => string;
  /** What its records are of. */
  readonly format: string;
  /** Told after each attempt to write why it failed, or that it did not. */
  readonly onState: (error: Error | undefined) => void;
  /** The number of its first file. Default 1. */
  readonly firstSegment?: number;
}

/** Beyond this a new file is begun: the smallest part that can be given up or deleted. */
const SEGMENT_BYTES = 1_048_576;

/**
 * Records appended to numbered files, with synchronous writes: what `flush` has written outlives the process. It never throws. When
 * something cannot be written it is stale, and takes nothing until all is written anew.
 */
export class Log {
  readonly #options: LogOptions;
  #directory: string | undefined;
  #segments = new Map<number, number>();
  #segment: number;
  #file: number | undefined;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** Whether files lack what they should have. */
  isStale = false;

  constructor(options: LogOptions) {
    this.#options = options;
    this.#segment = options.firstSegment ?? 1;
  }

  /** Of all files, with what waits to be written. */
  get bytes(): number {
    let bytes = this.#pendingBytes;
    for (const size of this.#segments.values()) bytes += size;
    return bytes;
  }

  /** Whether there are no files, nor anything for them. */
  get isEmpty(): boolean {
    return this.#segments.size === 0 && this.#pending.length === 0;
  }

  /** Of the file that was pushed to last. */
  get segment(): number {
    return this.#segment;
  }

  /** Adds a record. */
  push(kind: RecordKind, ...parts: readonly Uint8Array[]): void {
    if (this.isStale) return;
    const isFull = (this.#segments.get(this.#segment) ?? 0) >= SEGMENT_BYTES;
    if (isFull && this.#pending.length === 0) this.#startSegment();
    const record = recordOf(kind, ...parts);
    this.#pending.push(record);
    this.#pendingBytes += record.length;
  }

  /** Writes what was added, in one go. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const records = Buffer.concat(this.#takePending());
    this.#guard(() => {
      if (this.#file !== undefined && fstatSync(this.#file).nlink === 0)
        throw new Error('its files were deleted');
      if (this.#file === undefined) this.#open('log', false);
      this.#write(records);
    });
  }

  /** Puts these records in place of all that were written before. Either all of them are there or none. */
  rewrite(records: readonly Buffer[]): void {
    const old = [...this.#segments.keys()];
    this.#takePending();
    this.#startSegment();
    const isWritten = this.#guard(() => {
      const path = this.#open('tmp', true);
      this.#write(Buffer.concat(records));
      renameSync(path, this.#path(this.#segment, 'log'));
    });
    if (!isWritten) return;
    this.isStale = false;
    this.#unlink(old);
  }

  /** Deletes the files before this one. */
  dropBefore(segment: number): void {
    this.#unlink([...this.#segments.keys()].filter((one) => one < segment));
  }

  /** Deletes all files. */
  clear(): void {
    this.#takePending();
    this.isStale = false;
    if (this.#segments.size === 0) return;
    const segments = [...this.#segments.keys()];
    this.#startSegment();
    this.#unlink(segments);
    try {
      if (this.#directory !== undefined) rmdirSync(this.#directory);
    } catch {
      // gone, or somebody else has put something there
    }
    this.#directory = undefined;
  }

  /** Closes the file. What is still written after that begins another one. */
  close(): void {
    this.flush();
    this.#startSegment();
  }

  #takePending(): Buffer[] {
    const pending = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    return pending;
  }

  #open(ending: 'log' | 'tmp', isBase: boolean): string {
    this.#directory ??= this.#options.createDirectory();
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const path = this.#path(this.#segment, ending);
    this.#file = openSync(path, 'wx', 0o600);
    const { format } = this.#options;
    this.#write(recordOf(kinds.header, Buffer.from(JSON.stringify({ version: 1, format, isBase }))));
    return path;
  }

  #write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file!, bytes, at);
    this.#segments.set(this.#segment, (this.#segments.get(this.#segment) ?? 0) + bytes.length);
  }

  /** After a failure nothing follows in that file: behind a torn record nothing is read. */
  #guard(work: () => void): boolean {
    try {
      work();
      this.#options.onState(undefined);
      return true;
    } catch (error) {
      this.#startSegment();
      this.isStale = true;
      this.#options.onState(error as Error);
      return false;
    }
  }

  #startSegment(): void {
    this.#closeFile();
    this.#segment += 1;
  }

  #closeFile(): void {
    if (this.#file === undefined) return;
    const file = this.#file;
    this.#file = undefined;
    try {
      closeSync(file);
    } catch {
      // what was written is written
    }
  }

  #path(segment: number, ending: 'log' | 'tmp'): string {
    return join(this.#directory!, `${String(segment).padStart(8, '0')}.${ending}`);
  }

  #unlink(segments: readonly number[]): void {
    for (const segment of segments) {
      this.#segments.delete(segment);
      for (const ending of ['log', 'tmp'] as const) {
        try {
          unlinkSync(this.#path(segment, ending));
        } catch {
          // one of them was never there
        }
      }
    }
  }
}
