import { formatNumber, MAX_NUMBER_BYTES, writeNumber } from '@otelwire/core';
import type { Family, MetricIdentity } from '@otelwire/core/otel';
import { bytesOf, copy } from '../wire/bytes.js';
import { quotedText } from '../wire/json-text.js';
import { createEventWriter, type EventSettings } from './event-writer.js';

/** Sums and gauges: the number as it is. Events overwrite nothing, so that no names are claimed. */
export function scalarFamily(settings: EventSettings, metric: MetricIdentity): Family {
  const isGauge = metric.kind === 'level' && !metric.isAdditive;
  const writer = createEventWriter(settings, metric, isGauge ? 'gauge' : 'sum');
  const beforeValue = bytesOf(`,${quotedText(settings.fieldNames.value)}:`);
  return {
    recordNames: [],
    write(packer, series, point) {
      const value = point.value as number;
      if (!Number.isFinite(value)) return 'not_finite';
      const problem = writer.begin(point);
      if (problem !== undefined) return problem;
      const rest = writer.byteLength(series) + beforeValue.length;
      const mayNotFit = !packer.fits(rest + MAX_NUMBER_BYTES);
      if (mayNotFit && !packer.fits(rest + formatNumber(value).length)) return 'too_large';
      const { buffer } = packer;
      const at = copy(buffer, writer.writeHead(buffer, packer.position, series, point), beforeValue);
      writer.end(packer, writeNumber(buffer, at, value));
      return undefined;
    },
  };
}
