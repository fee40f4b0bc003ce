import { rowsOf } from './rows.mjs';

/** Every backend's rows and verdict. */
export function compare(recorded, backends) {
  const results = backends.map((backend) => {
    const metrics = rowsOf(recorded, backend);
    const { badLineCount } = backend.totals;
    const equal = metrics.length > 0 && badLineCount === 0 && metrics.every((row) => row.equal);
    return [backend.name, { endpoint: backend.endpoint, metrics, badLines: badLineCount, equal }];
  });
  return {
    backends: Object.fromEntries(results),
    requests: recorded.requests,
    equal: results.every(([, { equal }]) => equal),
  };
}
