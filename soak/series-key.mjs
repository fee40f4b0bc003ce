const statistics = 'count sum min max avg p50 p95 p99'.split(' ');

/** `orders s007` or `latency s007 p95`, of whatever a backend makes of names and attributes. */
export function seriesKey(...texts) {
  const text = texts.join(' ');
  const [, metric] = /soak\.([a-z]+)/.exec(text) ?? [];
  const [series] = /\bs\d{4}\b/.exec(text) ?? [];
  const statistic = statistics.find((one) => new RegExp(`\\b${one}\\b`).test(text));
  return [metric, series, statistic].filter(Boolean).join(' ');
}
