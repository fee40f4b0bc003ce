import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that another one can tell whether it still runs. */
export interface Owner {
  readonly host: string;
  /** Of this start of the machine; absent where the system does not say. */
  readonly boot?: string | undefined;
  /** Containers count processes anew: the namespace in which `pid` is one. */
  readonly pidNamespace?: string | undefined;
  readonly pid: number;
  /** When the process began, in ticks since the machine did: numbers of processes come again. */
  readonly startedAt?: string | undefined;
}

/** Longer than any pause of an event loop that is not a disaster. */
const SILENT_MILLIS = 60_000;

export function thisProcess(): Owner {
  return {
    host: hostname(),
    boot: read('/proc/sys/kernel/random/boot_id')?.trim(),
    pidNamespace: readLink('/proc/self/ns/pid'),
    pid: process.pid,
    startedAt: startOf(process.pid),
  };
}

/**
 * Whether the process runs. The system tells it of one that it can see; of one in another container or on another machine,
 * and of another thread of this process, the sign of life tells it that was given `silentMillis` ago.
 */
export function isAlive(owner: Owner, self: Owner, silentMillis: number): boolean {
  const isAwake = silentMillis < SILENT_MILLIS;
  if (owner.host === self.host && owner.boot === self.boot && owner.pidNamespace === self.pidNamespace) {
    if (!exists(owner.pid)) return false;
    const startedAt = startOf(owner.pid);
    if (startedAt !== undefined && startedAt !== owner.startedAt) return false;
    const isTold = startedAt !== undefined && owner.pid !== self.pid;
    return isTold || isAwake;
  }
  return isAwake;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The 22nd field; the second, the name, may have spaces and parentheses. A process that has ended and that nobody has waited for (`Z`)
 * holds nothing any more.
 */
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? 'ended' : fields?.[19];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
