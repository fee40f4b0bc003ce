import type { Family } from '@otelwire/core/otel';
import { type EventSettings, EventWriter } from './event-writer.js';

/** Totals, amounts and levels alike: the number as it is. */
export function scalarFamily(settings: EventSettings, name: string): Family {
  const events = new EventWriter(settings, name, ['']);
  const values = new Float64Array(1);
  return {
    recordNames: [name],
    write(packer, series, point) {
      values[0] = point.value as number;
      return Number.isFinite(values[0]) ? events.write(packer, series, values, point.endTime) : 'not_finite';
    },
  };
}
