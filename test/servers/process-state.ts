import { readdirSync, readFileSync } from 'node:fs';

interface ProcessState {
  readonly state: 'running' | 'paused';
  /** When it began; with its number, a name that no other process has. */
  readonly startTicks: string;
}

/** What /proc says of a process; undefined when it has ended and its sockets are closed. */
export function processState(pid: number): ProcessState | undefined {
  const fields = statFields(`/proc/${pid}`);
  // the first thread of a killed process may be a zombie while others still hold its sockets
  if (fields === undefined || (fields[0] === 'Z' && Number(fields[17]) <= 1)) return undefined;
  return { state: isPaused(pid) ? 'paused' : 'running', startTicks: fields[19]! };
}

/** Whether all threads have stopped; the signal reaches each on its own. */
function isPaused(pid: number): boolean {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const states = threads.map((thread) => statFields(`/proc/${pid}/task/${thread}`)?.[0]);
    return states.every((state) => state === 'T');
  } catch {
    return false;
  }
}

/** proc_pid_stat(5) from its third field on, the state: the second, the command's name, may hold spaces. */
function statFields(folder: string): string[] | undefined {
  try {
    const stat = readFileSync(`${folder}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
