/** The parts of an event, and what they are called unless the options say otherwise. */
export const defaultFieldNames = {
  timestamp: '$timestamp',
  id: '$id',
  name: 'name',
  type: 'type',
  unit: 'unit',
  temporality: 'temporality',
  monotonic: 'monotonic',
  scope: 'scope',
  service: 'service',
  version: 'version',
  env: 'env',
  resource: 'resource',
  start: 'start',
  attributes: 'attributes',
  value: 'value',
  count: 'count',
  sum: 'sum',
  min: 'min',
  max: 'max',
  bounds: 'bounds',
  buckets: 'buckets',
  scale: 'scale',
  zeroCount: 'zero_count',
  positiveOffset: 'pos_offset',
  positiveCounts: 'pos_counts',
  negativeOffset: 'neg_offset',
  negativeCounts: 'neg_counts',
} as const;

/** A part of an event. */
export type Field = keyof typeof defaultFieldNames;

/** What each part is called. No two have the same name. */
export type FieldNames = Readonly<Record<Field, string>>;

/** The default names with some replaced; or the name that two parts would have. */
export function fieldNames(
  changes: Readonly<Partial<Record<Field, string>>>,
): FieldNames | { readonly twice: string } {
  const names = { ...defaultFieldNames, ...changes };
  const all = Object.values(names);
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  return twice === undefined ? names : { twice };
}
