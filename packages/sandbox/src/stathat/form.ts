import type { DefectList } from '../defect.js';
import type { KeptRequest } from '../http/request-totals.js';
import type { StatHatDefectCode } from './defect.js';
import type { PointFields } from './fields.js';

/** The parameters of a request: of its query, and of its body. */
export function readForm({ query, body }: KeptRequest, defects: DefectList<StatHatDefectCode>): PointFields {
  const fields: Record<string, string> = {};
  for (const [name, value] of [...new URLSearchParams(query), ...new URLSearchParams(body)]) {
    if (Object.hasOwn(fields, name)) defects.warn('duplicate-field', `${name} is there twice`);
    else fields[name] = value;
  }
  return fields;
}
