import { deserialize, serialize } from 'node:v8';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { attributeText } from '../naming/attribute-text.js';
import { collectionTime } from '../otel/collection-time.js';
import type { MetricScope, PointValue } from '../otel/metric.js';

/** What a worker hands to the primary of one export. */
export interface HandedOver {
  readonly scopes: readonly HandedScope[];
  /** When it was collected: one collection may come in several parts. */
  readonly collectedAt: string;
}

interface HandedScope {
  readonly scope: MetricScope;
  readonly metrics: readonly HandedMetric[];
}

/** A metric as the SDK describes it: its `type`, the instrument's, is there at run time in every version. */
export interface HandedMetric {
  readonly descriptor: MetricData['descriptor'] & { readonly type?: string };
  readonly dataPointType: number;
  readonly aggregationTemporality: number;
  readonly isMonotonic: boolean;
  readonly points: readonly HandedPoint[];
}

export interface HandedPoint {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: PointValue;
}

/** Our messages among those of the application, on a channel that may carry JSON only. */
interface Message {
  readonly otelwire: 'metrics' | 'metrics-taken';
  readonly id: number;
  readonly metrics?: string;
}

export function metricsMessage(id: number, metrics: ResourceMetrics): Message {
  return { otelwire: 'metrics', id, metrics: serialize(handedOver(metrics)).toString('base64') };
}

export function takenMessage(id: number): Message {
  return { otelwire: 'metrics-taken', id };
}

/** The number of an export, and what it has; undefined for all other messages. */
export function readMetrics(message: unknown): { id: number; metrics: HandedOver } | undefined {
  if (!isMessage(message, 'metrics') || message.metrics === undefined) return undefined;
  try {
    return { id: message.id, metrics: deserialize(Buffer.from(message.metrics, 'base64')) };
  } catch {
    return undefined;
  }
}

/** The number of the export that was taken; undefined for all other messages. */
export function readTaken(message: unknown): number | undefined {
  return isMessage(message, 'metrics-taken') ? message.id : undefined;
}

function isMessage(message: unknown, kind: Message['otelwire']): message is Message {
  return (
    typeof message === 'object' && message !== null && 'otelwire' in message && message.otelwire === kind
  );
}

function handedOver(metrics: ResourceMetrics): HandedOver {
  return {
    collectedAt: collectionTime(metrics) ?? '',
    scopes: metrics.scopeMetrics.map(({ scope: { name, version }, metrics }) => ({
      scope: { name, version },
      metrics: metrics.map(handedMetric),
    })),
  };
}

function handedMetric(metric: MetricData): HandedMetric {
  const { aggregationTemporality, dataPointType, dataPoints, descriptor } = metric;
  const { description, name, type, unit, valueType } = descriptor as HandedMetric['descriptor'];
  return {
    descriptor: { name, unit, description, valueType, ...(type !== undefined && { type }) },
    dataPointType,
    aggregationTemporality,
    isMonotonic: 'isMonotonic' in metric && metric.isMonotonic,
    points: dataPoints.map(({ attributes, value }) => ({ attributes: plainAttributes(attributes), value })),
  };
}

/** Applications pass anything as attributes; what is no plain value becomes the text that it has on the wire. */
function plainAttributes(attributes: object): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(attributes)) {
    const isPlain = Array.isArray(value) ? value.every(isPrimitive) : isPrimitive(value);
    const kept = isPlain ? value : attributeText(value);
    if (kept !== undefined) plain[key] = kept;
  }
  return plain;
}

function isPrimitive(value: unknown): boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}
