import {
  addSample,
  createSamples,
  forEachPower,
  formatNumber,
  type HeldEntry,
  rateOfPower,
  type WeightedValues,
} from '@otelwire/core';
import { readNumber } from './read-number.js';
import type { Target } from './target.js';

const COLON = 58;

/** What follows the value of a sample: its type, perhaps a rate, and the rest. */
const TAIL = /^(\|(?:d|h|ms))(?:\|@([\d.]+))?((?:\|.*)?)$/s;

/** A tail without its rate, and how many each value stands for. Undefined for other types, a time, and a rate that is no power of two. */
export function weightedTail(tail: string): { readonly tail: string; readonly weight: number } | undefined {
  const [, type, rate = '1', rest = ''] = TAIL.exec(tail) ?? [];
  const weight = 1 / Number(rate);
  if (type === undefined || rest.includes('|T') || rateOfPower(weight) !== rate) return undefined;
  return { weight, tail: type + rest };
}

/** Numbers, with a colon between two. Undefined where one is no finite number. */
export function readValues(
  bytes: Buffer,
  start: number,
  end: number,
  weight: number,
): WeightedValues | undefined {
  const values: number[] = [];
  const weights: number[] = [];
  for (let at = start; at <= end; ) {
    let valueEnd = at;
    while (valueEnd < end && bytes[valueEnd] !== COLON) valueEnd += 1;
    const value = readNumber(bytes, at, valueEnd);
    if (valueEnd === at || !Number.isFinite(value)) return undefined;
    values.push(value);
    weights.push(weight);
    at = valueEnd + 1;
  }
  return { values, weights };
}

export function isSet(tail: string): boolean {
  return tail.startsWith('|s');
}

/** V8 makes a part of a text that is longer than twelve characters point into the whole: each sample would keep its payload alive. */
export function ownText(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** The records of an entry, newline included. */
export function entryLines(
  entry: HeldEntry,
  maxRecordBytes: number,
  { signedGaugesAreLevels, valuePacking }: Pick<Target, 'signedGaugesAreLevels' | 'valuePacking'>,
): string[] {
  const { head, tail, kind, value } = entry;
  if (kind === 'sum') return [`${head}${formatNumber(value)}${tail}\n`];
  if (kind === 'change') return [`${head}${value < 0 ? '' : '+'}${formatNumber(value)}${tail}\n`];
  if (kind === 'level') {
    const line = `${head}${formatNumber(value)}${tail}\n`;
    return [value < 0 && !signedGaugesAreLevels ? `${head}0${tail}\n${line}` : line];
  }
  return sampleLines(entry, valuePacking && !isSet(tail) && tail !== '' ? maxRecordBytes : 0);
}

/** The records of samples. Samples of one rate share records up to `maxRecordBytes`; 0: none do. */
function sampleLines({ head, tail, samples, weighted }: HeldEntry, maxRecordBytes: number): string[] {
  if (weighted === undefined) return linesOf(head, samples, tail, maxRecordBytes);
  const { values, weights } = weighted;
  const all = createSamples(values.length);
  for (let i = 0; i < values.length; i += 1) addSample(all, values[i]!, weights[i]!);
  const [, type = '', , rest = ''] = TAIL.exec(tail) ?? [];
  let lines: string[] = [];
  forEachPower(all, (power, selected, length) => {
    const texts = Array.from(selected.subarray(0, length), (value) => formatNumber(value));
    const rate = power === 1 ? '' : `|@${rateOfPower(power)}`;
    lines = lines.concat(linesOf(head, texts, type + rate + rest, maxRecordBytes));
  });
  return lines;
}

function linesOf(head: string, texts: readonly string[], tail: string, maxRecordBytes: number): string[] {
  if (maxRecordBytes === 0) return texts.map((text) => `${head}${text}${tail}\n`);
  const lines: string[] = [];
  const fixedBytes = head.length + tail.length + 1;
  let packed = '';
  for (const text of texts) {
    if (packed !== '' && fixedBytes + packed.length + 1 + text.length > maxRecordBytes) {
      lines.push(`${head}${packed}${tail}\n`);
      packed = '';
    }
    packed = packed === '' ? text : `${packed}:${text}`;
  }
  lines.push(`${head}${packed}${tail}\n`);
  return lines;
}
