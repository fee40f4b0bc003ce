import {
  type Dropped,
  formatNumber,
  type HeldEntry,
  type Holding,
  Ledger,
  type LedgerOptions,
  type Packer,
} from '@otelwire/core';

export interface HeldRecordsOptions extends LedgerOptions {
  readonly signedGaugesAreLevels: boolean;
  readonly valuePacking: boolean;
  /** Whether levels come again with each export, so that those of an older one are worth nothing. */
  readonly levelsRepeat: boolean;
}

const SIGNED = /^[+-]/;
/** Events and service checks have no value apart from their text. */
const WHOLE = /^_(e\{|sc\|)/;

/**
 * Keeps the records of payloads that could not be delivered. A payload of ours says all there is to know: it is taken
 * apart here, after a failure, so that nothing has to be remembered while all goes well.
 */
export class HeldRecords implements Holding<HeldEntry> {
  readonly #ledger: Ledger;
  readonly #options: HeldRecordsOptions;

  constructor(options: HeldRecordsOptions) {
    this.#ledger = new Ledger(options);
    this.#options = options;
  }

  get points(): number {
    return this.#ledger.points;
  }

  get isEmpty(): boolean {
    return this.#ledger.size === 0;
  }

  hold(payload: Uint8Array, points: number, sequence: number, isLatest: boolean): Dropped {
    const dropped: Dropped = {};
    const levelsAreOld = this.#options.levelsRepeat && !isLatest;
    // one byte a character: what was UTF-8 comes out again as it was
    const lines = Buffer.from(payload.buffer, payload.byteOffset, payload.length)
      .toString('latin1')
      .split('\n');
    lines.pop();
    let left = points;
    for (let i = 0; i < lines.length; i += 1) {
      const level = this.#options.signedGaugesAreLevels ? undefined : levelBelowZero(lines[i]!, lines[i + 1]);
      if (level !== undefined) i += 1;
      // which record ended a point is not known: each takes one, the last takes the rest
      const share = i === lines.length - 1 ? left : Math.min(1, left);
      left -= share;
      if (level === undefined) this.#holdLine(lines[i]!, share, sequence, levelsAreOld, dropped);
      else if (levelsAreOld) count(dropped, 'superseded', share);
      else this.#setLevel(level.head, level.tail, level.value, share, sequence, dropped);
    }
    return dropped;
  }

  takeAll(): HeldEntry[] {
    return this.#ledger.takeAll();
  }

  putBack(entry: HeldEntry): Dropped {
    const dropped: Dropped = {};
    const { head, tail, kind, points, sequence, value } = entry;
    if (kind === 'samples') this.#keep(head, tail, entry.samples, points, dropped);
    else if (kind === 'sum')
      count(dropped, 'queue_full', this.#ledger.addSum(head, tail, value, points) ? 0 : points);
    else if (kind === 'level') this.#setLevel(head, tail, value, points, sequence, dropped);
    else count(dropped, 'queue_full', this.#ledger.changeLevel(head, tail, value, points) ? 0 : points);
    return dropped;
  }

  write(entry: HeldEntry, packer: Packer): Dropped {
    if (!Number.isFinite(entry.value)) return { not_finite: entry.points };
    const lines = this.#lines(entry, packer.maxRecordBytes);
    // a sum may have more digits than its parts
    if (!lines.every((line) => packer.fits(line.length))) return { too_large: entry.points };
    for (const line of lines) {
      const { buffer, position } = packer;
      const view = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
      packer.position += view.write(line, position, 'latin1');
      packer.endRecord();
    }
    packer.endPoint(entry.points);
    return {};
  }

  #holdLine(line: string, points: number, sequence: number, levelsAreOld: boolean, dropped: Dropped): void {
    const colon = line.indexOf(':');
    const bar = line.indexOf('|', colon);
    const head = line.slice(0, colon + 1);
    const text = line.slice(colon + 1, bar);
    const tail = line.slice(bar);
    const type = /^\|([a-z]+)/.exec(tail)?.[1];
    const isWhole = WHOLE.test(line);
    if (isWhole || (type !== 'c' && type !== 'g')) {
      // packed values are several samples; a set's value may hold colons and is one
      if (isWhole) this.#keep(line, '', [''], points, dropped);
      else this.#keep(head, tail, type === 's' ? [text] : text.split(':'), points, dropped);
    } else if (type === 'c') {
      const held = this.#ledger.addSum(head, tail, Number(text), points);
      count(dropped, 'queue_full', held ? 0 : points);
    } else if (SIGNED.test(text) && !this.#options.signedGaugesAreLevels) {
      const held = this.#ledger.changeLevel(head, tail, Number(text), points);
      count(dropped, 'queue_full', held ? 0 : points);
    } else if (levelsAreOld) count(dropped, 'superseded', points);
    else this.#setLevel(head, tail, Number(text), points, sequence, dropped);
  }

  #setLevel(
    head: string,
    tail: string,
    value: number,
    points: number,
    sequence: number,
    dropped: Dropped,
  ): void {
    const superseded = this.#ledger.setLevel(head, tail, value, points, sequence);
    if (superseded === undefined) count(dropped, 'queue_full', points);
    else count(dropped, 'superseded', superseded);
  }

  #keep(head: string, tail: string, samples: readonly string[], points: number, dropped: Dropped): void {
    if (!this.#ledger.keepSamples(head, tail, samples, points)) count(dropped, 'queue_full', points);
  }

  /** The records of an entry, newline included. */
  #lines(entry: HeldEntry, maxRecordBytes: number): string[] {
    const { head, tail, kind, value } = entry;
    if (kind === 'sum') return [`${head}${formatNumber(value)}${tail}\n`];
    if (kind === 'change') return [`${head}${value < 0 ? '' : '+'}${formatNumber(value)}${tail}\n`];
    if (kind === 'level') return [this.#levelLine(head, value, tail)];
    return this.#sampleLines(entry, maxRecordBytes);
  }

  #levelLine(head: string, value: number, tail: string): string {
    const line = `${head}${formatNumber(value)}${tail}\n`;
    return value < 0 && !this.#options.signedGaugesAreLevels ? `${head}0${tail}\n${line}` : line;
  }

  #sampleLines({ head, tail, samples }: HeldEntry, maxRecordBytes: number): string[] {
    if (!this.#options.valuePacking || tail.startsWith('|s') || tail === '') {
      return samples.map((sample) => `${head}${sample}${tail}\n`);
    }
    const lines: string[] = [];
    let packed = '';
    for (const sample of samples) {
      if (
        packed !== '' &&
        head.length + packed.length + 1 + sample.length + tail.length + 1 > maxRecordBytes
      ) {
        lines.push(`${head}${packed}${tail}\n`);
        packed = '';
      }
      packed = packed === '' ? sample : `${packed}:${sample}`;
    }
    lines.push(`${head}${packed}${tail}\n`);
    return lines;
  }
}

/**
 * The level that two lines make together, zero and the way down from there: taken one by one, the second would change
 * a newer level.
 */
function levelBelowZero(
  line: string,
  next = '',
): { readonly head: string; readonly tail: string; readonly value: number } | undefined {
  const valueStart = line.indexOf(':') + 1;
  if (!line.startsWith('0|g', valueStart)) return undefined;
  const head = line.slice(0, valueStart);
  const tail = line.slice(valueStart + 1);
  const value = next.slice(valueStart, next.length - tail.length);
  const isPair = /^-[\d.]+$/.test(value) && next === head + value + tail;
  return isPair ? { head, tail, value: Number(value) } : undefined;
}

function count(dropped: Dropped, reason: string, points: number): void {
  if (points > 0) dropped[reason] = (dropped[reason] ?? 0) + points;
}
