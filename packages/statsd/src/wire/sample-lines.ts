import {
  addSample,
  createSamples,
  forEachPower,
  formatNumber,
  type HeldEntry,
  rateOfPower,
  type WeightedValues,
} from '@otelwire/core';

/** What follows the value of a sample: its type, perhaps a rate, and the rest. */
const TAIL = /^(\|(?:d|h|ms))(?:\|@([\d.]+))?((?:\|.*)?)$/s;

/** Samples as numbers, and their tail without its rate. Undefined for other texts, a time, and a rate that is no power of two. */
export function weightedValues(
  texts: readonly string[],
  tail: string,
): (WeightedValues & { readonly tail: string }) | undefined {
  const [, type, rate = '1', rest = ''] = TAIL.exec(tail) ?? [];
  const weight = 1 / Number(rate);
  if (type === undefined || rest.includes('|T') || rateOfPower(weight) !== rate) return undefined;
  const values = texts.map(Number);
  if (texts.includes('') || !values.every(Number.isFinite)) return undefined;
  return { values, weights: values.map(() => weight), tail: type + rest };
}

export function isSet(tail: string): boolean {
  return tail.startsWith('|s');
}

/** V8 makes a part of a text that is longer than twelve characters point into the whole: each sample would keep its payload alive. */
export function ownText(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** The records of samples, newline included. Samples of one rate share records up to `maxRecordBytes`; 0: none do. */
export function sampleLines({ head, tail, samples, weighted }: HeldEntry, maxRecordBytes: number): string[] {
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
