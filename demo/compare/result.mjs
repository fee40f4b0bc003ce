import { rowsOf } from './rows.mjs';

/** Every backend's rows and verdict. */
export function compare(recorded, backends) {
  const results = backends.map((backend) => {
    const metrics = rowsOf(recorded, backend);
    const { badLineCount: badLines, endpoint, lostDatagramCount: lostDatagrams } = backend;
    const equal = metrics.length > 0 && badLines === 0 && metrics.every((row) => row.equal);
    return [backend.name, { endpoint, metrics, badLines, lostDatagrams, equal }];
  });
  return {
    backends: Object.fromEntries(results),
    requests: recorded.requests,
    equal: results.every(([, { equal }]) => equal),
  };
}
