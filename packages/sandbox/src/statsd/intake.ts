import { isUtf8 } from 'node:buffer';
import { isAccepted } from '../defect.js';
import type { StatsdDefect } from './defect.js';
import type { ParsedRecord } from './parse.js';
import { maxRecordBytes, parseRecord } from './parse.js';
import type { BadLine, StatsdTotals } from './totals.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What the intake tells about each line. */
export interface IntakeListener {
  record(parsed: ParsedRecord, line: string): void;
  badLine(badLine: BadLine): void;
}

/** From bytes to totals: splits payloads into lines, reads them and decides which to take. */
export class StatsdIntake {
  readonly totals: StatsdTotals;
  readonly strict: boolean;
  readonly #listener: IntakeListener;
  /** The Agent cuts datagrams; other servers take what UDP can carry. */
  readonly #maxDatagramBytes: number;

  constructor(totals: StatsdTotals, strict: boolean, listener: IntakeListener) {
    this.totals = totals;
    this.strict = strict;
    this.#listener = listener;
    this.#maxDatagramBytes = totals.dialect === 'dogstatsd' ? maxRecordBytes : Number.POSITIVE_INFINITY;
  }

  /** Takes one datagram or frame: lines, the last of which needs no line end. */
  datagram(bytes: Buffer): void {
    this.totals.datagramCount += 1;
    this.totals.byteCount += bytes.length;
    if (bytes.length > this.#maxDatagramBytes) this.#cutDatagram(bytes);
    else this.#lines(bytes);
  }

  /** Takes one line; a carriage return at its end does not belong to it, an empty one is nothing. */
  line(bytes: Uint8Array): void {
    const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
    if (end > 0) this.#take(bytes.subarray(0, end));
  }

  /** Notes a piece of a stream that cannot be read as a line. */
  refuse(bytes: Uint8Array, code: StatsdDefect['code'], message: string): void {
    const text = Buffer.from(bytes.subarray(0, 1000)).toString('utf8');
    this.#listener.badLine(this.totals.refuse(text, [{ code, level: 'error', message }]));
  }

  #lines(bytes: Buffer): void {
    if (isUtf8(bytes)) {
      for (const line of bytes.toString('utf8').split('\n')) {
        const text = line.endsWith('\r') ? line.slice(0, -1) : line;
        if (text !== '') this.#take(text);
      }
      return;
    }
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(lineFeed, start);
      const end = found < 0 ? bytes.length : found;
      this.line(bytes.subarray(start, end));
      start = end + 1;
    }
  }

  /** What stands whole in the part that the Agent reads is taken; the rest is one bad line. */
  #cutDatagram(bytes: Buffer): void {
    const end = bytes.lastIndexOf(lineFeed, this.#maxDatagramBytes - 1) + 1;
    this.#lines(bytes.subarray(0, end));
    const message = `the datagram has ${bytes.length} bytes; the Datadog Agent reads ${this.#maxDatagramBytes} of them`;
    this.refuse(bytes.subarray(end), 'datagram-too-long', message);
  }

  #take(line: string | Uint8Array): void {
    const parsed = parseRecord(line, this.totals.dialect);
    const text = typeof line === 'string' ? line : Buffer.from(line).toString('utf8');
    if (parsed.record !== undefined && isAccepted(parsed.defects, this.strict)) {
      this.totals.add(parsed.record, parsed.defects);
      this.#listener.record(parsed, text);
    } else {
      this.#listener.badLine(this.totals.refuse(text, parsed.defects));
    }
  }
}
