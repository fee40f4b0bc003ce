import { useState } from 'preact/hooks';
import type { FaultKind } from '../../src/faults/fault.ts';
import { amountRanges, answerStatuses } from '../live/fault.ts';

interface FaultAmountProps {
  readonly kind: FaultKind;
  readonly amount: number;
  onChange(amount: number): void;
}

/** How much of a fault: milliseconds, percent or a status; nothing for those that have no amount. */
export function FaultAmount({ kind, amount, onChange }: FaultAmountProps) {
  // what is being typed: the page is drawn anew each second, and would put the amount back
  const [typed, setTyped] = useState<string>();
  const range = amountRanges[kind];
  if (kind === 'answer') {
    return (
      <select
        aria-label="Status"
        value={amount}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {answerStatuses.map((status) => (
          <option key={status}>{status}</option>
        ))}
      </select>
    );
  }
  if (range === undefined) return null;
  return (
    <span class="amount">
      <input
        type="number"
        inputMode="numeric"
        aria-label={range.label}
        min={range.least}
        max={range.most}
        value={typed ?? amount}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onChange={({ currentTarget }) => {
          setTyped(undefined);
          onChange(currentTarget.valueAsNumber);
        }}
      />
      <span>{range.unit}</span>
    </span>
  );
}
