import { useEffect, useState } from 'preact/hooks';
import type { Fault } from '../../src/faults/fault.ts';
import type { BackendState } from '../../src/live/messages.ts';
import { postFault } from '../live/post.ts';

export interface FaultState {
  /** What is switched on: what was asked for last, until the server says so itself. */
  readonly active: Fault | null;
  /** Why the last one could not be had. */
  readonly problem: string;
  set(fault: Fault | null): void;
}

/** One backend's fault. */
export function useFault({ name, fault }: BackendState): FaultState {
  const [asked, setAsked] = useState<Fault | null>();
  const [problem, setProblem] = useState('');
  useEffect(() => setAsked(undefined), [JSON.stringify(fault)]);
  const set = (wanted: Fault | null) => {
    setAsked(wanted);
    setProblem('');
    postFault({ backend: name, fault: wanted }).catch((error: unknown) => {
      setAsked(undefined);
      setProblem(error instanceof Error ? error.message : String(error));
    });
  };
  return { active: asked === undefined ? fault : asked, problem, set };
}
