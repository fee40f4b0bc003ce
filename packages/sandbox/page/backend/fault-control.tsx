import { useEffect, useState } from 'preact/hooks';
import type { Fault, FaultKind } from '../../src/faults/fault.ts';
import type { BackendState } from '../../src/live/messages.ts';
import { amountOf, amountRanges, effectOf, faultOf } from '../live/fault.ts';
import { postFault } from '../live/post.ts';
import { backendTitles, faultTitles } from '../names.ts';
import { FaultAmount } from './fault-amount.tsx';

/** What goes wrong with a backend on purpose: which fault, how much of it, and whether it is switched on. */
export function FaultControl({ state }: { readonly state: BackendState }) {
  const { name, faultKinds, fault: active } = state;
  const [wanted, setWanted] = useState<Fault>(active ?? faultOf(faultKinds[0] ?? 'refuse', 0));
  const [problem, setProblem] = useState('');
  const isOn = active !== null;
  const activeText = JSON.stringify(active);
  // somebody else may have switched it
  useEffect(() => {
    if (active !== null) setWanted(active);
  }, [activeText]);
  const send = (fault: Fault | null) =>
    postFault({ backend: name, fault }).then(
      () => setProblem(''),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  const want = (fault: Fault) => {
    setWanted(fault);
    if (isOn) void send(fault);
  };
  const kind = (value: string) => faultKinds.find((each) => each === value) ?? wanted.kind;
  const chosen = (value: FaultKind) => want(faultOf(value, amountRanges[value]?.usual ?? 503));
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
          onChange={() => void send(isOn ? null : wanted)}
        />
      </label>
      <select
        aria-label="Kind of fault"
        value={wanted.kind}
        onChange={({ currentTarget }) => chosen(kind(currentTarget.value))}
      >
        {faultKinds.map((each) => (
          <option key={each} value={each}>
            {faultTitles[each]}
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
