import type { Family } from '@otelwire/core/otel';
import { writeLevel } from '../wire/level.js';
import { writeRecord } from '../wire/record.js';
import { timedShape } from './timed-shape.js';
import type { WireSettings } from './wire-settings.js';

/** Amounts that the server adds up: one `c` record a point. */
export function counterFamily(settings: WireSettings, name: string): Family {
  const shape = timedShape(settings, name, '', 'c');
  return {
    recordNames: [`${name}|c`],
    write: (packer, series, point) => writeRecord(packer, shape(point), series, point.value as number),
  };
}

/** Values that replace the one before: one `g` record a point. */
export function levelFamily(settings: WireSettings, name: string): Family {
  const shape = timedShape(settings, name, '', 'g');
  const { signedGaugesAreLevels } = settings.target;
  return {
    recordNames: [`${name}|g`],
    write: (packer, series, point) =>
      writeLevel(packer, shape(point), series, point.value as number, signedGaugesAreLevels),
  };
}
