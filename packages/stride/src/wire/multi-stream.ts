/** Where an event lies in a body of several streams, and whose it is. */
export interface StreamEvent {
  readonly stream: string;
  readonly start: number;
  readonly end: number;
}

const LINE_FEED = 10;
const COMMA = 44;
const QUOTE = 34;
const CLOSING_BRACKET = 93;

/**
 * The events of a body of several streams, one a line, whether or not those of one stream stand together:
 * `{"a":[{…},⏎{…}],⏎"b":[{…}]}`. Names have no quotes, and an event ends with a brace.
 */
export function readStreams(body: Uint8Array): StreamEvent[] {
  const events: StreamEvent[] = [];
  const last = body.length - 1;
  let stream = '';
  for (let at = 1; at < last; ) {
    const lineFeed = body.indexOf(LINE_FEED, at);
    const lineEnd = lineFeed < 0 ? last : lineFeed;
    let start = at;
    if (body[at] === QUOTE) {
      const nameEnd = body.indexOf(QUOTE, at + 1);
      stream = Buffer.from(body.subarray(at + 1, nameEnd)).toString('latin1');
      start = nameEnd + '":['.length;
    }
    let end = lineEnd;
    if (body[end - 1] === COMMA) end -= 1;
    if (body[end - 1] === CLOSING_BRACKET) end -= 1;
    events.push({ stream, start, end });
    at = lineEnd + 1;
  }
  return events;
}

/** A body of these events of `source`, each stream once, in the order of its first event. Never longer than one stream an event. */
export function composeStreams(source: Uint8Array, events: readonly StreamEvent[]): Uint8Array {
  const byStream = new Map<string, StreamEvent[]>();
  for (const event of events) {
    const known = byStream.get(event.stream);
    if (known === undefined) byStream.set(event.stream, [event]);
    else known.push(event);
  }
  const parts: Uint8Array[] = [];
  let before = '{';
  for (const [stream, own] of byStream) {
    before += `"${stream}":[`;
    for (const { start, end } of own) {
      parts.push(Buffer.from(before), source.subarray(start, end));
      before = ',\n';
    }
    before = '],\n';
  }
  parts.push(Buffer.from(']}'));
  return Buffer.concat(parts);
}
