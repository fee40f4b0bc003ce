import type { Family } from '@otelwire/core/otel';
import { writeLevel } from '../wire/level.js';
import { type RecordShape, writeRecord } from '../wire/record.js';
import { timedShapes } from './timed-shapes.js';
import type { WireSettings } from './wire-settings.js';

/** Amounts that the server adds up: one `c` record a point. */
export function counterFamily(settings: WireSettings, name: string): Family {
  const shapes = timedShapes(settings, name, [{ name: '', type: 'c' }]);
  return {
    recordNames: [`${name}|c`],
    // the Agent keeps the last of those of one second
    replaces: settings.timestamps,
    write: (packer, series, point) =>
      writeRecord(packer, shapes(point)[0] as RecordShape, series, point.value as number),
  };
}

/** Values that replace the one before: one `g` record a point. */
export function levelFamily(settings: WireSettings, name: string): Family {
  const shapes = timedShapes(settings, name, [{ name: '', type: 'g' }]);
  const { signedGaugesAreLevels } = settings.target;
  return {
    recordNames: [`${name}|g`],
    replaces: true,
    write: (packer, series, point) =>
      writeLevel(
        packer,
        shapes(point)[0] as RecordShape,
        series,
        point.value as number,
        signedGaugesAreLevels,
      ),
  };
}
