import { readdirSync, readFileSync } from 'node:fs';

interface GroupState {
  readonly state: 'running' | 'paused';
  /** When its leader began; with its number, a name that no other process has. Undefined once the leader has ended. */
  readonly startTicks: string | undefined;
}

/**
 * What /proc says of a group of processes: one that leads it, and those which that one has started, as gunicorn does.
 * Undefined when all have ended and their sockets are closed.
 */
export function groupState(leaderPid: number): GroupState | undefined {
  const members = new Map<number, string[]>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statFields(`/proc/${name}`) : undefined;
    if (fields?.[2] === String(leaderPid) && !hasEnded(fields)) members.set(Number(name), fields);
  }
  if (members.size === 0) return undefined;
  const state = [...members.keys()].every(isPaused) ? 'paused' : 'running';
  return { state, startTicks: members.get(leaderPid)?.[19] };
}

/** The first thread of a killed process may be a zombie while others still hold its sockets. */
function hasEnded(fields: readonly string[]): boolean {
  return fields[0] === 'Z' && Number(fields[17]) <= 1;
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
