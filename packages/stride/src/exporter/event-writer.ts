import type { Packer, Series } from '@otelwire/core';
import type { MetricIdentity, Point } from '@otelwire/core/otel';
import { bytesOf, copy } from '../wire/bytes.js';
import { createEventIdWriter, ID_BLANK, wordsOf } from '../wire/event-id.js';
import type { FieldNames } from '../wire/fields.js';
import { jsonText, quotedText } from '../wire/json-text.js';
import { streamOf } from '../wire/stream-name.js';
import { createMomentPlace, MOMENT_BLANK } from '../wire/timestamp.js';
import type { Attributes } from './attributes.js';

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
  /** Takes the times of the point that is written next; or says why it has no place in time. */
  begin(point: Point): 'invalid_timestamp' | undefined;
  /** All but the values. */
  byteLength(series: Series): number;
  /** Up to the values; returns the position behind. */
  writeHead(buffer: Uint8Array, position: number, series: Series, point: Point): number;
  /** Closes the event and its record. */
  end(packer: Packer, position: number): void;
}

export type EventType = 'sum' | 'gauge' | 'histogram' | 'exponential_histogram';

/** Prepares everything that is constant for a metric. */
export function createEventWriter(
  settings: EventSettings,
  metric: MetricIdentity,
  type: EventType,
): EventWriter {
  const { attributes, fieldNames: names, saysStream } = settings;
  const key = (name: string) => `${quotedText(name)}:`;
  const stream = saysStream ? `"${settings.stream ?? streamOf(settings.prefix + metric.name)}":[` : '';
  const upToEnd = `${stream}{${key(names.timestamp)}"`;
  const upToId = `${upToEnd}${MOMENT_BLANK}",${key(names.id)}"`;
  const upToStart = `${upToId}${ID_BLANK}"${constants(settings, metric, type)},${key(names.start)}"`;
  const head = bytesOf(`${upToStart}${MOMENT_BLANK}"`);
  const endPlace = createMomentPlace(head, Buffer.byteLength(upToEnd));
  const startPlace = createMomentPlace(head, Buffer.byteLength(upToStart));
  const idAt = Buffer.byteLength(upToId);
  const close = bytesOf(saysStream ? '}]' : '}');
  const writeId = createEventIdWriter(wordsOf(identityText(settings, metric, type)));
  return {
    begin: ({ startTime, endTime }) =>
      startPlace.put(startTime) && endPlace.put(endTime) ? undefined : 'invalid_timestamp',
    byteLength: ({ bytes }) => head.length + bytes.length + close.length,
    writeHead(buffer, position, series, { startTime, endTime }) {
      const at = copy(buffer, position, head);
      writeId(buffer, position + idAt, attributes.wordsOf(series), startTime, endTime);
      return copy(buffer, at, series.bytes);
    },
    end(packer, position) {
      packer.position = copy(packer.buffer, position, close);
      packer.endRecord();
    },
  };
}

function constants(settings: EventSettings, metric: MetricIdentity, type: EventType): string {
  const { fieldNames: names, prefix, resourceMembers } = settings;
  const { isMonotonic, name, scope, unit } = metric;
  const members: [string, unknown][] = [
    [names.name, prefix + name],
    [names.type, type],
  ];
  if (unit !== '') members.push([names.unit, unit]);
  if (type !== 'gauge') members.push([names.temporality, temporalityOf(metric)]);
  if (type === 'sum') members.push([names.monotonic, isMonotonic]);
  const library = scope.version ? `${scope.name}@${scope.version}` : scope.name;
  if (library !== '') members.push([names.scope, library]);
  const text = members.map(([member, value]) => `,${quotedText(member)}:${jsonText(value)}`);
  return text.join('') + resourceMembers;
}

/** All that tells the points of two metrics apart, at the same time with the same attributes. */
function identityText({ resourceIdentity }: EventSettings, metric: MetricIdentity, type: EventType): string {
  const { isMonotonic, kind, name, scope, unit } = metric;
  return JSON.stringify([resourceIdentity, name, unit, type, kind, isMonotonic, scope.name, scope.version]);
}

function temporalityOf({ kind }: MetricIdentity): 'delta' | 'cumulative' {
  return kind.startsWith('delta') ? 'delta' : 'cumulative';
}
