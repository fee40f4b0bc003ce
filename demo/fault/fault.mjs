/** What each kind may be told, with its default. */
const amounts = {
  refuse: undefined,
  stall: undefined,
  reset: undefined,
  'half-close': undefined,
  slow: { key: 'millis', value: 200 },
  drop: { key: 'percent', value: 20 },
  answer: { key: 'status', value: 503 },
};

export const faultForms = Object.entries(amounts)
  .map(([kind, amount]) => (amount === undefined ? kind : `${kind}[=${amount.key.toUpperCase()}]`))
  .join(', ');

/** A fault of the sandbox as `--fault` has it: `refuse`, `slow=300`. */
export function parseFault(text) {
  const [kind, given] = text.split('=');
  if (!Object.hasOwn(amounts, kind)) throw new Error(`--fault ${text}: none of ${faultForms}`);
  const amount = amounts[kind];
  if (amount === undefined) {
    if (given !== undefined) throw new Error(`--fault ${text}: ${kind} takes no number`);
    return { kind };
  }
  const number = given === undefined ? amount.value : Number(given);
  if (!Number.isInteger(number)) throw new Error(`--fault ${text}: not a whole number`);
  return { kind, [amount.key]: number };
}
