import { rowsOf } from './rows.mjs';

/** Every backend's rows and verdict. */
export function compare(recorded, backends) {
  const results = backends.map((backend) => {
    const metrics = rowsOf(recorded, backend);
    const { refusedCount: refused, endpoint, lostDatagramCount: lostDatagrams } = backend;
    const equal = metrics.length > 0 && refused === 0 && metrics.every((row) => row.equal);
    return [backend.name, { endpoint, metrics, refused, lostDatagrams, equal }];
  });
  return {
    backends: Object.fromEntries(results),
    requests: recorded.requests,
    equal: results.every(([, { equal }]) => equal),
  };
}
