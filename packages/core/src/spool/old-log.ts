import { rm } from 'node:fs/promises';
import type { HeldPayload } from './held-payload.js';
import { Log } from './log.js';
import { readLog } from './read-log.js';
import { payloadReplay, type Replay } from './replay.js';

/** What a process that is gone has left. */
export interface OldLog {
  /** To be held again, some at a time. */
  readonly slices: readonly (readonly HeldPayload[])[];
  /** Points that nobody can send any more, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Of torn or damaged files. */
  readonly unreadBytes: number;
  /** Payloads are in another log from now on. */
  forget(payloads: readonly HeldPayload[]): void;
  delete(): Promise<void>;
}

export interface OldLogOptions {
  /** What its records have to be of. */
  readonly format: string;
  readonly replay: Replay;
  /** What was made before is given up: in milliseconds since 1970. */
  readonly oldest: number;
}

/** So much is held again at once. */
const SLICE_BYTES = 262_144;

export async function openOldLog(directory: string, options: OldLogOptions): Promise<OldLog> {
  const { format, oldest, replay } = options;
  const read = await readLog(directory);
  const isOurs = read.format === format;
  const { oldPoints, payloads } = isOurs
    ? replay.read(read.records, ({ madeAt }) => madeAt >= oldest)
    : payloadReplay.read(read.records, () => false);
  const log = new Log({
    createDirectory: () => directory,
    format,
    onState: () => {},
    firstSegment: read.lastSegment + 1,
  });
  return {
    slices: slicesOf(payloads),
    dropped: { [isOurs ? 'too_old' : 'other_format']: oldPoints },
    unreadBytes: read.unreadBytes,
    forget(some) {
      replay.forget(log, some);
      log.flush();
    },
    async delete() {
      log.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function slicesOf(payloads: readonly HeldPayload[]): HeldPayload[][] {
  const slices: HeldPayload[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const payload of payloads) {
    if (bytes + payload.payload.length > SLICE_BYTES) {
      slices.push([]);
      bytes = 0;
    }
    slices.at(-1)!.push(payload);
    bytes += payload.payload.length;
  }
  return slices;
}
