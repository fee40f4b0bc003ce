import type { FaultKind } from '../../src/faults/fault.ts';
import { amountRanges, answerStatuses } from '../live/fault.ts';

interface FaultAmountProps {
  readonly kind: FaultKind;
  readonly amount: number;
  onChange(amount: number): void;
}

/** How much of a fault: milliseconds, percent or a status; nothing for those that have no amount. */
export function FaultAmount({ kind, amount, onChange }: FaultAmountProps) {
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
        value={amount}
        onChange={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
      <span>{range.unit}</span>
    </span>
  );
}
