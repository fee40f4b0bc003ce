import { caveatOf } from '../fault/caveat.mjs';
import { rowsOf } from './rows.mjs';

/** A fault that was on, and what it means for the comparison. */
function faultResult(backend, fault) {
  const { text, differs = false } = caveatOf(backend.name, fault) ?? {};
  return { ...fault, ...(text && { caveat: text, mayDiffer: differs }) };
}

function resultOf(recorded, backend) {
  const metrics = rowsOf(recorded, backend);
  const { refusedCount: refused, endpoint, lostDatagramCount: lostDatagrams, summaries } = backend;
  const faults = backend.faults.map((fault) => faultResult(backend, fault));
  const equal = metrics.length > 0 && refused === 0 && metrics.every((row) => row.equal);
  const uncomparedIntervals = summaries?.uncompared ?? 0;
  return { endpoint, metrics, refused, lostDatagrams, faults, uncomparedIntervals, equal };
}

/** Every backend's rows and verdict. `equal`: all are, but for those whose protocol cannot hold what a fault took. */
export function compare(recorded, backends) {
  const results = backends.map((backend) => [backend.name, resultOf(recorded, backend)]);
  return {
    backends: Object.fromEntries(results),
    requests: recorded.requests,
    equal: results.every(([, { equal, faults }]) => equal || faults.some(({ mayDiffer }) => mayDiffer)),
  };
}
