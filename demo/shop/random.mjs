export function oneOf(list) {
  return list[Math.floor(Math.random() * list.length)];
}

/** A whole number from `from` to `to`. */
export function between(from, to) {
  return from + Math.floor(Math.random() * (to - from + 1));
}

/** A value whose logarithm has a normal distribution, as latencies and sizes do. */
export function lognormal(median, sigma) {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * Math.random()));
}
