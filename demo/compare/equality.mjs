/** Doubles that are added up in another order end in other last digits. */
export const additionOrder = 1e-9;

/** The relative difference of what was received to what was recorded. */
export function relativeError(recorded, received) {
  if (recorded === received) return 0;
  if (!(Number.isFinite(recorded) && Number.isFinite(received))) return Number.POSITIVE_INFINITY;
  return (received - recorded) / Math.abs(recorded);
}

/** Whether the relative difference is at most `allowed`; with 0 the numbers have to be the same. */
export function isEqual(recorded, received, allowed) {
  if (allowed === 0) return recorded === received;
  return Math.abs(relativeError(recorded, received)) <= allowed + additionOrder;
}
