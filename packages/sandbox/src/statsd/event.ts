import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules } from './dialect.js';
import { readFields } from './fields.js';
import type { DogStatsdEvent } from './record.js';

const priorities = ['normal', 'low'] as const;
const alertTypes = ['info', 'error', 'warning', 'success'] as const;
const bar = 0x7c;

/** Reads `_e{title bytes,text bytes}:title|text|fields`. */
export function readEvent(
  bytes: Buffer,
  rules: DialectRules,
  defects: StatsdDefects,
): DogStatsdEvent | undefined {
  const header = /^_e\{(\d{1,9}),(\d{1,9})\}:/.exec(bytes.toString('latin1', 0, 32));
  if (header === null) {
    const message = 'an event begins with _e{<bytes of the title>,<bytes of the text>}:';
    return defects.error('bad-lengths', message, 1);
  }
  const titleStart = header[0].length;
  const titleEnd = titleStart + Number(header[1]);
  const textEnd = titleEnd + 1 + Number(header[2]);
  if (titleEnd === titleStart)
    return defects.error('bad-lengths', 'the title of an event must not be empty', 4);
  const lengthsMeetBars = bytes[titleEnd] === bar && (textEnd === bytes.length || bytes[textEnd] === bar);
  if (!lengthsMeetBars) {
    const message = `the lengths ${header[1]} and ${header[2]} do not meet the bars; they count UTF-8 bytes, not characters`;
    return defects.error('bad-lengths', message, 4);
  }
  const title = unescapeLines(bytes.toString('utf8', titleStart, titleEnd));
  const text = unescapeLines(bytes.toString('utf8', titleEnd + 1, textEnd));
  const fields = readFields(
    bytes.toString('utf8', textEnd),
    textEnd + 1,
    { ownLetters: 'kpst', rules },
    defects,
  );
  const { own, ...shared } = fields;
  return {
    kind: 'event',
    title,
    text,
    ...shared,
    aggregationKey: own.get('k'),
    sourceType: own.get('s'),
    priority: oneOf(priorities, own.get('p'), 'p', defects),
    alertType: oneOf(alertTypes, own.get('t'), 't', defects),
  };
}

function unescapeLines(text: string): string {
  return text.replaceAll('\\n', '\n');
}

/** The first is the default, also for what the Agent does not know: it logs that and keeps the event. */
function oneOf<T extends string>(
  allowed: readonly [T, ...T[]],
  value: string | undefined,
  letter: string,
  defects: StatsdDefects,
): T {
  const known = allowed.find((one) => one === value);
  if (known === undefined && value !== undefined) {
    defects.warn('bad-field', `field ${letter}:${quote(value)} is not one of ${allowed.join(', ')}`);
  }
  return known ?? allowed[0];
}
