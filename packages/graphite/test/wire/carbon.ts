/** A point as carbon stores it. */
export interface CarbonPoint {
  readonly name: string;
  /** In the order in which they came. */
  readonly tags: ReadonlyMap<string, string>;
  readonly value: number;
  readonly timestamp: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what Python's str.split() splits at
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what Python's str.splitlines() ends lines at
const LINE_ENDS = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The lines of a datagram; a stream is split at line feeds only. Source: lib/carbon/protocols.py, MetricDatagramReceiver */
export function linesOfDatagram(bytes: Uint8Array): string[] {
  const lines = strictUtf8.decode(bytes).split(LINE_ENDS);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Reads a line as carbon does, or throws where carbon would. Source: lib/carbon/protocols.py, MetricLineReceiver */
export function readLine(line: string): CarbonPoint {
  const fields = line.split(WHITE_SPACE).filter((field) => field !== '');
  const [path, value, timestamp] = fields;
  if (fields.length !== 3) throw new Error(`not three fields, but ${fields.length}`);
  return { ...readPath(path!), value: readNumber(value!), timestamp: readNumber(timestamp!) };
}

/** Python reads more; other servers do not. */
function readNumber(text: string): number {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw new Error(`'${text}' is no number in digits`);
  return Number(text);
}

/** Source: lib/carbon/util.py, TaggedSeries.parse and validateTagAndValue */
export function readPath(path: string): Pick<CarbonPoint, 'name' | 'tags'> {
  if (path.endsWith('"}') && path.includes('{')) throw new Error('it would be read as name{key="value"}');
  const [name, ...items] = path.split(';');
  const tags = new Map(items.map(readTag));
  if (tags.has('name')) throw new Error('a tag called name is lost');
  if (name!.replace(/^~+/, '') !== name || name === '') throw new Error(`'${name}' would lose its start`);
  return { name: name!, tags };
}

function readTag(item: string): [key: string, value: string] {
  const at = item.indexOf('=');
  const [key, value] = [item.slice(0, Math.max(at, 0)), item.slice(at + 1)];
  if (key === '' || value === '') throw new Error(`tag '${item}' lacks its key or its value`);
  if (/[!^]/.test(key) || value.startsWith('~')) throw new Error(`tag '${item}' is refused`);
  return [key, value];
}
