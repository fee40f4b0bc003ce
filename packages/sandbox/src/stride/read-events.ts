import { DefectList, quote } from '../defect.js';
import { isJsonObject } from '../http/body.js';
import type { StrideDefectCode } from './defect.js';
import type { StrideEvent, TakenStrideEvent } from './event.js';
import { isName } from './route.js';

type Defects = DefectList<StrideDefectCode>;

/** RFC 3339, or what `str(datetime)` makes of UTC in Python. */
const timestampPattern =
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)| \d\d:\d\d:\d\d(?:\.\d{1,6})?)$/;

/** What became of a body. */
export interface ParsedEvents {
  readonly events: readonly TakenStrideEvent[];
  readonly defects: Defects;
}

/** Reads the body of `/collect/{stream}`: an event, or a list of them. */
export function readEvents(stream: string, root: unknown): ParsedEvents {
  const defects: Defects = new DefectList();
  const items: readonly unknown[] = Array.isArray(root) ? root : [root];
  const events = items.flatMap((item) => readEvent(item, defects));
  return { events: events.map((event) => ({ stream, event })), defects };
}

/** Reads the body of `/collect`: lists of events by stream. */
export function readStreams(root: unknown): ParsedEvents {
  const defects: Defects = new DefectList();
  if (!isJsonObject(root)) {
    defects.error('bad-body', 'the body is no object with lists of events by stream');
    return { events: [], defects };
  }
  const events = Object.entries(root).flatMap(([stream, items]) => {
    if (!isName(stream))
      defects.error(
        'bad-stream-name',
        `${quote(stream)} names no stream: a letter, then letters, digits and _`,
      );
    if (!Array.isArray(items)) defects.error('bad-body', `${quote(stream)} has no list of events`);
    const list: readonly unknown[] = Array.isArray(items) ? items : [];
    return list.flatMap((item) => readEvent(item, defects)).map((event) => ({ stream, event }));
  });
  return { events, defects };
}

function readEvent(item: unknown, defects: Defects): readonly StrideEvent[] {
  if (!isJsonObject(item)) {
    defects.error('bad-event', 'an event is not a JSON object');
    return [];
  }
  const { $timestamp, $id } = item;
  if ($id === null) defects.error('bad-id', '$id is null');
  if ($timestamp !== undefined && !isTimestamp($timestamp)) {
    const message = `$timestamp is ${quote(String($timestamp))}, not like 2026-01-01T00:00:00.5Z`;
    defects.warn('bad-timestamp', message);
  }
  for (const name of Object.keys(item)) {
    const isReserved = name.startsWith('$') && name !== '$timestamp' && name !== '$id';
    if (isReserved) defects.warn('reserved-field', `${quote(name)}: $ is for $timestamp and $id`);
  }
  return [item];
}

function isTimestamp(text: unknown): boolean {
  return typeof text === 'string' && timestampPattern.test(text) && !Number.isNaN(Date.parse(text));
}
