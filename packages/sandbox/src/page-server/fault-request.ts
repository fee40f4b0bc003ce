import type { BackendName } from '../backend-name.js';
import { quote } from '../defect.js';
import type { Fault } from '../faults/fault.js';
import type { FaultRequest } from '../live/messages.js';
import { Refusal } from './refusal.js';

/** Reads the body of `POST /api/fault`; throws a `Refusal`. Whether that fault can be had, its switch says. */
export function readFaultRequest(body: unknown, backends: readonly BackendName[]): FaultRequest {
  if (!isObject(body)) throw new Refusal(400, 'the body has to be {"backend": …, "fault": … or null}');
  const backend = backends.find((name) => name === body.backend);
  if (backend === undefined)
    throw new Refusal(400, `backend: ${shown(body.backend)} is not one of ${backends.join(', ')}`);
  if (body.fault === null) return { backend, fault: null };
  if (!isObject(body.fault)) throw new Refusal(400, 'fault: an object with a kind is needed, or null');
  return { backend, fault: faultOf(body.fault) as unknown as Fault };
}

/** Nothing but what belongs to the kind. */
function faultOf({ kind, millis, percent, status }: Readonly<Record<string, unknown>>): object {
  switch (kind) {
    case 'slow':
      return { kind, millis };
    case 'drop':
      return { kind, percent };
    case 'answer':
      return { kind, status };
    default:
      return { kind };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return quote(typeof value === 'string' ? value : String(JSON.stringify(value)));
}
