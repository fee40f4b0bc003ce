// Figures of the results that targets speak of. Each is undefined when it was not measured.

const mixed = { profile: 'mixed', attributes: 'fresh', temporality: 'delta' };

/** The row of `results[name]` that has all of `wanted`. */
function row(results, name, wanted) {
  return results[name]?.rows.find((one) =>
    Object.entries(wanted).every(([key, value]) => one[key] === value),
  );
}

/** What a target may ask for, bound to the results. */
export function figures(results) {
  const encode = (subject, shape) => row(results, 'encode', { ...mixed, ...shape, subject });
  return {
    /** A row of the encoding. */
    encode,
    /** How many times as fast as another subject a subject encodes the same. */
    fasterThan(other, subject, shape) {
      return ratio(encode(other, shape)?.nanos, encode(subject, shape)?.nanos);
    },
    /** The processor time of a whole export as a share of that of another. */
    exportOf(subject, other, temporality = 'delta') {
      const of = (name) => row(results, 'export', { subject: name, temporality })?.cpuMillis;
      return ratio(of(subject), of(other));
    },
    /** The same of what JavaScript takes of it. */
    userOf(subject, other) {
      const of = (name) => row(results, 'export', { subject: name, temporality: 'delta' });
      return ratio(of(subject)?.userMillis, of(other)?.cpuMillis);
    },
    /** How many times as fast as `other` a call of `subject` is; `key`: `nanos` of the call, or `cpuNanos` with all behind it. */
    callFaster(other, subject, call, key) {
      const of = (name) => row(results, 'clients', { subject: name, call })?.[key];
      return ratio(of(other), of(subject));
    },
    number: (kind) => row(results, 'numbers', { kind }),
    load: (subject) => row(results, 'load', { subject }),
    /** Of a burst of 2,000 datagrams. */
    pacing: () => row(results, 'pacing', { subject: 'otelwire' }),
    outage: (subject, ill) => row(results, 'outage', { subject, ill }),
    outages: () => results.outage?.rows,
  };
}

export function ratio(value, other) {
  return value === undefined || other === undefined ? undefined : value / other;
}

/** The largest; undefined when one of them was not measured. */
export const worst = (values) => (values.includes(undefined) ? undefined : Math.max(...values));
