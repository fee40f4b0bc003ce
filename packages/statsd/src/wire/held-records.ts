import {
  type Dropped,
  type Folding,
  type HeldEntry,
  type Identity,
  type Journal,
  Ledger,
  type LedgerOptions,
  type Packer,
} from '@otelwire/core';
import { LineIndex, type LineKind } from './line-index.js';
import { readNumber } from './read-number.js';
import { RecordCursor } from './record-cursor.js';
import { entryLines, isSet, ownText, readValues } from './sample-lines.js';

export interface HeldRecordsOptions extends Omit<LedgerOptions, 'maxValues'> {
  readonly signedGaugesAreLevels: boolean;
  readonly valuePacking: boolean;
  /** Whether samples may be folded into fewer of a greater weight. */
  readonly weighsSamples: boolean;
  /** Whether levels come again with each export, so that those of an older one are worth nothing. */
  readonly levelsRepeat: boolean;
}

const PLUS = 43;
const MINUS = 45;
/** The index begins anew when more lines than this, and than are held, may be of no use any more. */
const MAX_STRAYS = 4096;

/**
 * Keeps the records of payloads that could not be delivered. A payload of ours says all there is to know: it is taken
 * apart here, after a failure, so that nothing has to be remembered while all goes well.
 */
export class HeldRecords implements Folding<HeldEntry> {
  readonly #ledger: Ledger;
  readonly #options: HeldRecordsOptions;
  #index = new LineIndex();
  /** Lines in the index of which nothing is held, or more. */
  #strays = 0;
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

  get entries(): Iterable<HeldEntry> {
    return this.#ledger.entries;
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
    const { levelsRepeat, signedGaugesAreLevels } = this.#options;
    const dropped: Dropped = {};
    const levelsAreOld = levelsRepeat && !isLatest;
    const record = new RecordCursor(payload, this.#index, !signedGaugesAreLevels);
    let left = points;
    while (record.next()) {
      // which record ended a point is not known: each takes one, the last takes the rest
      const share = record.isLast ? left : Math.min(1, left);
      left -= share;
      this.#holdRecord(record, share, sequence, levelsAreOld, dropped);
    }
    if (this.#strays > MAX_STRAYS + this.#ledger.size) this.#forgetLines();
    return dropped;
  }

  *takeEach(): Generator<HeldEntry> {
    for (const entry of this.#ledger.takeEach()) {
      this.#strays += 1;
      yield entry;
    }
    if (this.isEmpty) this.#forgetLines();
  }

  /** Holds again what was taken out. */
  putBack(entry: HeldEntry): Dropped {
    const dropped: Dropped = {};
    const { kind, points, sequence, tail, value } = entry;
    const identity = { head: entry.head, tail };
    if (kind === 'samples') this.#keep(identity, entry.samples, points, dropped);
    else if (kind === 'level') this.#setLevel(identity, value, points, sequence, dropped);
    else if (kind === 'values')
      this.#count(dropped, this.#ledger.keepValues(identity, entry.weighted!, points), points);
    else if (kind === 'sum') this.#count(dropped, this.#ledger.addSum(identity, value, points), points);
    else this.#count(dropped, this.#ledger.changeLevel(identity, value, points), points);
    return dropped;
  }

  write(entry: HeldEntry, packer: Packer): Dropped {
    if (!Number.isFinite(entry.value)) return { not_finite: entry.points };
    const lines = entryLines(entry, packer.maxRecordBytes, this.#options);
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

  #holdRecord(
    record: RecordCursor,
    points: number,
    sequence: number,
    levelsAreOld: boolean,
    dropped: Dropped,
  ): void {
    const { bytes, kind, valueStart, valueEnd } = record;
    if (kind === undefined) this.#keep({ head: record.text, tail: '' }, [''], points, dropped);
    else if (kind.kind === 'other') {
      // a set's value may hold colons and is one
      const texts = isSet(kind.tail) ? [record.valueText] : record.valueText.split(':');
      this.#keep(kind, texts, points, dropped);
    } else if (kind.kind === 'values') this.#keepValues(record, kind, points, dropped);
    else if (kind.kind === 'sum') {
      const amount = readNumber(bytes, valueStart, valueEnd);
      this.#count(dropped, this.#ledger.addSum(kind, amount, points), points);
    } else if (this.#isChange(record)) {
      const change = readNumber(bytes, valueStart, valueEnd);
      this.#count(dropped, this.#ledger.changeLevel(kind, change, points), points);
    } else if (levelsAreOld) drop(dropped, 'superseded', points);
    else this.#setLevel(kind, readNumber(bytes, valueStart, valueEnd), points, sequence, dropped);
  }

  #isChange({ bytes, isPair, valueStart }: RecordCursor): boolean {
    if (isPair || this.#options.signedGaugesAreLevels) return false;
    return bytes[valueStart] === PLUS || bytes[valueStart] === MINUS;
  }

  #setLevel(identity: Identity, value: number, points: number, sequence: number, dropped: Dropped): void {
    const superseded = this.#ledger.setLevel(identity, value, points, sequence);
    if (superseded === undefined) this.#count(dropped, false, points);
    else drop(dropped, 'superseded', superseded);
  }

  /** Packed values are several samples. */
  #keepValues(record: RecordCursor, kind: LineKind, points: number, dropped: Dropped): void {
    const { bytes, valueEnd, valueStart } = record;
    const added = readValues(bytes, valueStart, valueEnd, kind.weight);
    if (added !== undefined) this.#count(dropped, this.#ledger.keepValues(kind, added, points), points);
    else {
      const { tailText: tail } = record;
      this.#keep({ head: kind.head, tail }, record.valueText.split(':'), points, dropped);
    }
  }

  /** Samples as they were written. The first takes the points. */
  #keep(identity: Identity, samples: readonly string[], points: number, dropped: Dropped): void {
    const ledger = this.#ledger;
    samples.forEach((sample, i) => {
      const share = i === 0 ? points : 0;
      const text = ownText(sample);
      const isHeld = isSet(identity.tail)
        ? ledger.keepMember(identity, text, share)
        : ledger.keepSample(identity, text, share);
      this.#count(dropped, isHeld, share);
    });
  }

  #count(dropped: Dropped, isHeld: boolean, points: number): void {
    if (isHeld) return;
    this.#strays += 1;
    drop(dropped, 'queue_full', points);
  }

  #forgetLines(): void {
    this.#index = new LineIndex();
    this.#strays = 0;
  }
}

function drop(dropped: Dropped, reason: string, points: number): void {
  if (points > 0) dropped[reason] = (dropped[reason] ?? 0) + points;
}
