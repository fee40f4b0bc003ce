import { useEffect, useState } from 'preact/hooks';
import type { Fault } from '../../src/faults/fault.ts';
import type { BackendState } from '../../src/live/messages.ts';
import { amountOf, amountRanges, effectOf, faultOf } from '../live/fault.ts';
import { backendTitles, faultTitles } from '../names.ts';
import { FaultAmount } from './fault-amount.tsx';
import type { FaultState } from './use-fault.ts';

interface FaultControlProps {
  readonly state: BackendState;
  readonly fault: FaultState;
}

/** What goes wrong with a backend on purpose: which fault, how much of it, and whether it is switched on. */
export function FaultControl({ state: { name, faultKinds }, fault }: FaultControlProps) {
  const { active, problem, set } = fault;
  const [wanted, setWanted] = useState<Fault>(active ?? faultOf(faultKinds[0] ?? 'refuse', 0));
  const isOn = active !== null;
  // somebody else may have switched it
  useEffect(() => {
    if (active !== null) setWanted(active);
  }, [JSON.stringify(active)]);
  const want = (next: Fault) => {
    setWanted(next);
    if (isOn) set(next);
  };
  const wantKind = (value: string) => {
    const kind = faultKinds.find((each) => each === value) ?? wanted.kind;
    want(faultOf(kind, amountRanges[kind]?.usual ?? 503));
  };
  return (
    <fieldset class={`fault ${isOn ? 'on' : ''}`} aria-label={`Fault of ${backendTitles[name]}`}>
      <label class="fault-switch">
        <span>Fault</span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOn}
          checked={isOn}
          disabled={faultKinds.length === 0}
          aria-label={`Switch the fault of ${backendTitles[name]} on`}
          onChange={() => set(isOn ? null : wanted)}
        />
      </label>
      <select
        aria-label="Kind of fault"
        value={wanted.kind}
        onChange={({ currentTarget }) => wantKind(currentTarget.value)}
      >
        {faultKinds.map((kind) => (
          <option key={kind} value={kind}>
            {faultTitles[kind]}
          </option>
        ))}
      </select>
      <FaultAmount
        kind={wanted.kind}
        amount={amountOf(wanted)}
        onChange={(amount) => want(faultOf(wanted.kind, amount))}
      />
      {(isOn || problem) && (
        <p class="fault-effect" role={problem ? 'alert' : undefined}>
          {problem || (active && effectOf(active))}
        </p>
      )}
    </fieldset>
  );
}
