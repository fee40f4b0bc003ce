import { defaultFieldNames, type FieldNames } from '../wire/fields.js';
import type { ExporterValues } from './make-exporter.js';

/** The names of an exporter's fields; that of attributes begins the names of their own fields with `flatten`. */
export function namesOf({ fieldNames, flatten }: ExporterValues): FieldNames {
  return { ...defaultFieldNames, ...(flatten && { attributes: 'attr' }), ...fieldNames };
}
