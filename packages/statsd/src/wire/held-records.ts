import {
  type Dropped,
  formatNumber,
  type HeldEntry,
  type Holding,
  type Journal,
  Ledger,
  type LedgerOptions,
  type Packer,
} from '@otelwire/core';
import { levelBelowZero } from './level.js';
import { isSet, ownText, sampleLines, weightedValues } from './sample-lines.js';

export interface HeldRecordsOptions extends Omit<LedgerOptions, 'maxValues'> {
  readonly signedGaugesAreLevels: boolean;
  readonly valuePacking: boolean;
  /** Whether samples may be folded into fewer of a greater weight. */
  readonly weighsSamples: boolean;
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
  journal: Journal<HeldEntry> | undefined;

  constructor(options: HeldRecordsOptions) {
    const maxValues = options.weighsSamples ? undefined : Number.POSITIVE_INFINITY;
    this.#ledger = new Ledger({ ...options, maxValues });
    this.#options = options;
  }

  get points(): number {
    return this.#ledger.points;
  }

  get isEmpty(): boolean {
    return this.#ledger.size === 0;
  }

  hold(
    payload: Uint8Array,
    points: number,
    sequence: number,
    isLatest: boolean,
    madeAt = Number.NEGATIVE_INFINITY,
  ): Dropped {
    if (this.journal?.hold(payload, points, sequence, isLatest, madeAt) === false)
      return { queue_full: points };
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
    const entries = this.#ledger.takeAll();
    this.journal?.take(entries);
    return entries;
  }

  putBack(entry: HeldEntry): Dropped {
    const dropped: Dropped = {};
    const { head, tail, kind, points, sequence, value } = entry;
    if (kind === 'samples') {
      entry.samples.forEach((sample, i) => {
        this.#keep(head, tail, sample, i === 0 ? points : 0, dropped);
      });
    } else if (kind === 'values') {
      const held = this.#ledger.keepValues(head, tail, entry.weighted!, points);
      count(dropped, 'queue_full', held ? 0 : points);
    } else if (kind === 'sum')
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
      if (isWhole) this.#keep(line, '', '', points, dropped);
      else this.#keepValues(head, text, tail, points, dropped);
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

  /** Packed values are several samples; a set's value may hold colons and is one. */
  #keepValues(head: string, text: string, tail: string, points: number, dropped: Dropped): void {
    const texts = isSet(tail) ? [text] : text.split(':');
    const weighted = weightedValues(texts, tail);
    if (weighted === undefined) {
      texts.forEach((one, i) => {
        this.#keep(head, tail, one, i === 0 ? points : 0, dropped);
      });
    } else {
      const { values, weights } = weighted;
      const held = this.#ledger.keepValues(head, weighted.tail, { values, weights }, points);
      count(dropped, 'queue_full', held ? 0 : points);
    }
  }

  #keep(head: string, tail: string, sample: string, points: number, dropped: Dropped): void {
    const text = ownText(sample);
    const held = isSet(tail)
      ? this.#ledger.keepMember(head, tail, text, points)
      : this.#ledger.keepSample(head, tail, text, points);
    count(dropped, 'queue_full', held ? 0 : points);
  }

  /** The records of an entry, newline included. */
  #lines(entry: HeldEntry, maxRecordBytes: number): string[] {
    const { head, tail, kind, value } = entry;
    if (kind === 'sum') return [`${head}${formatNumber(value)}${tail}\n`];
    if (kind === 'change') return [`${head}${value < 0 ? '' : '+'}${formatNumber(value)}${tail}\n`];
    if (kind === 'level') {
      const line = `${head}${formatNumber(value)}${tail}\n`;
      return [value < 0 && !this.#options.signedGaugesAreLevels ? `${head}0${tail}\n${line}` : line];
    }
    return sampleLines(entry, this.#options.valuePacking && !isSet(tail) && tail !== '' ? maxRecordBytes : 0);
  }
}

function count(dropped: Dropped, reason: string, points: number): void {
  if (points > 0) dropped[reason] = (dropped[reason] ?? 0) + points;
}
