import type { Packer, Series } from '@otelwire/core';
import type { MetricIdentity, Point } from '@otelwire/core/otel';
import { bytesOf, copy } from '../wire/bytes.js';
import { ID_BYTES, type Words, wordsOf, writeEventId } from '../wire/event-id.js';
import type { FieldNames } from '../wire/fields.js';
import { jsonText, quotedText } from '../wire/json-text.js';
import { streamOf } from '../wire/stream-name.js';
import { createTimestampWriter, isMoment, TIMESTAMP_BYTES } from '../wire/timestamp.js';
import type { Attributes, SeriesPart } from './attributes.js';
import { readKey } from './metric-key.js';

const QUOTE = 34;

/** What all events of an exporter have in common. */
export interface EventSettings {
  readonly fieldNames: FieldNames;
  readonly attributes: Attributes;
  /** Empty, or ending with a dot. */
  readonly prefix: string;
  /** The stream of all events; undefined: each metric has its own. */
  readonly stream: string | undefined;
  /** Whether an event says its stream: `"stream":[{…}]`. */
  readonly saysStream: boolean;
  /** What the resource adds to each event: `,"service":"shop"`. */
  readonly resourceMembers: string;
  /** What makes ids of this resource different from others'. */
  readonly resourceIdentity: string;
}

/** Writes what the events of a metric have before and behind their values. */
export interface EventWriter {
  /** All but the values. */
  byteLength(part: SeriesPart): number;
  /** Up to the values; returns the position behind. */
  writeHead(buffer: Uint8Array, position: number, part: SeriesPart, point: Point): number;
  /** Closes the event and its record. */
  end(packer: Packer, position: number): void;
}

export type EventType = 'sum' | 'gauge' | 'histogram' | 'exponential_histogram';

/** Why a point has no place in time, before anything else of it is looked at. */
export function timeProblem({ startTime, endTime }: Point): 'invalid_timestamp' | undefined {
  return isMoment(startTime) && isMoment(endTime) ? undefined : 'invalid_timestamp';
}

export function partOf({ attributes }: EventSettings, series: Series, point: Point): SeriesPart {
  return attributes.partOf(series, point.attributes);
}

/** Prepares everything that is constant for a metric. */
export function createEventWriter(
  settings: EventSettings,
  metric: MetricIdentity,
  type: EventType,
): EventWriter {
  const { fieldNames: names, saysStream } = settings;
  const key = (name: string) => `${quotedText(name)}:`;
  const { name } = readKey(metric.name);
  const stream = saysStream ? `"${settings.stream ?? streamOf(settings.prefix + name)}":[` : '';
  const open = bytesOf(`${stream}{${key(names.timestamp)}"`);
  const beforeId = bytesOf(`",${key(names.id)}"`);
  const beforeStart = bytesOf(`"${constants(settings, metric, type)},${key(names.start)}"`);
  const close = bytesOf(saysStream ? '}]' : '}');
  const words: Words = wordsOf(settings.resourceIdentity + metric.unit + metric.kind + type + metric.name);
  const writeStart = createTimestampWriter();
  const writeEnd = createTimestampWriter();
  const constantBytes =
    open.length + beforeId.length + beforeStart.length + close.length + 2 * TIMESTAMP_BYTES + ID_BYTES + 1;
  return {
    byteLength: (part) => constantBytes + part.bytes.length,
    writeHead(buffer, position, part, { startTime, endTime }) {
      let at = writeEnd(buffer, copy(buffer, position, open), endTime);
      at = writeEventId(buffer, copy(buffer, at, beforeId), words, part.words, startTime, endTime);
      at = writeStart(buffer, copy(buffer, at, beforeStart), startTime);
      buffer[at] = QUOTE;
      return copy(buffer, at + 1, part.bytes);
    },
    end(packer, position) {
      packer.position = copy(packer.buffer, position, close);
      packer.endRecord();
    },
  };
}

function constants(settings: EventSettings, metric: MetricIdentity, type: EventType): string {
  const { fieldNames: names, prefix, resourceMembers } = settings;
  const { name, scopeName, scopeVersion, isMonotonic } = readKey(metric.name);
  const members: [string, unknown][] = [
    [names.name, prefix + name],
    [names.type, type],
  ];
  if (metric.unit !== '') members.push([names.unit, metric.unit]);
  if (type !== 'gauge') members.push([names.temporality, temporalityOf(metric)]);
  if (type === 'sum') members.push([names.monotonic, isMonotonic]);
  const scope = scopeVersion === '' ? scopeName : `${scopeName}@${scopeVersion}`;
  if (scope !== '') members.push([names.scope, scope]);
  const text = members.map(([member, value]) => `,${quotedText(member)}:${jsonText(value)}`);
  return text.join('') + resourceMembers;
}

function temporalityOf({ kind }: MetricIdentity): 'delta' | 'cumulative' {
  return kind.startsWith('delta') ? 'delta' : 'cumulative';
}
