import { isUtf8 } from 'node:buffer';
import type { Clock } from '@otelwire/core';
import { systemClock } from '@otelwire/core';
import { isAccepted } from '../defect.js';
import type { GraphiteDefectCode } from './defect.js';
import { parseGraphiteLine } from './line.js';
import { readPickledPoint } from './pickle/pickled-point.js';
import { readPickle } from './pickle/read-pickle.js';
import { describe, iterate } from './pickle/value.js';
import type { ParsedGraphitePoint, TakenGraphitePoint } from './point.js';
import type { GraphiteBadLine, GraphiteTotals } from './totals.js';
import { splitLines } from './white-space.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What carbon reads of a datagram. Source: twisted internet/udp.py maxPacketSize */
const maxDatagramBytes = 8192;

const fatalCodes: ReadonlySet<GraphiteDefectCode> = new Set([
  'invalid-utf8',
  'pickle-name',
  'pickle-overflow',
]);
/** A value that is NaN is dropped before carbon looks at the timestamp. */
const fatalOfTimestamps: ReadonlySet<GraphiteDefectCode> = new Set(['timestamp-infinite', 'timestamp-nan']);

/** What the intake tells about each point. */
export interface IntakeListener {
  record(point: TakenGraphitePoint, line: string): void;
  badLine(badLine: GraphiteBadLine): void;
}

/** From bytes to totals: takes payloads apart, reads points and decides which to take. */
export class GraphiteIntake {
  readonly totals: GraphiteTotals;
  readonly strict: boolean;
  readonly #listener: IntakeListener;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(
    totals: GraphiteTotals,
    strict: boolean,
    listener: IntakeListener,
    clock: Pick<Clock, 'now'> = systemClock,
  ) {
    this.totals = totals;
    this.strict = strict;
    this.#listener = listener;
    this.#clock = clock;
  }

  /** Takes one datagram of lines, the last of which needs no line end. */
  datagram(bytes: Buffer): void {
    this.totals.datagramCount += 1;
    this.totals.byteCount += bytes.length;
    if (bytes.length <= maxDatagramBytes) {
      this.#lines(bytes);
      return;
    }
    const end = bytes.lastIndexOf(lineFeed, maxDatagramBytes - 1) + 1;
    this.#lines(bytes.subarray(0, end));
    const message = `the datagram has ${bytes.length} bytes; carbon reads ${maxDatagramBytes} and cuts a line apart`;
    this.refuse(bytes.subarray(end), 'datagram-too-long', message);
  }

  /** Takes one line of a stream, without its line feed; `false` when carbon drops the connection. */
  line(bytes: Buffer): boolean {
    const line = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
    return this.take(parseGraphiteLine(line), line.toString('utf8'));
  }

  /** Takes one pickle; `false` when carbon drops the connection. */
  frame(bytes: Uint8Array): boolean {
    this.totals.frameCount += 1;
    const { value, defects } = readPickle(bytes);
    if (value === undefined || !isAccepted(defects, this.strict)) {
      const line = value === undefined ? '' : describe(value);
      this.#listener.badLine(this.totals.refuse(line, defects));
      return true;
    }
    const items = iterate(value);
    if (items === undefined || (this.strict && !Array.isArray(value))) {
      this.refuse(describe(value), 'pickle-payload', 'the pickle holds no list of items');
      return items !== undefined;
    }
    return items.every((item) => this.take(readPickledPoint(item), describe(item)));
  }

  /** Takes a point when its defects allow it; `false` when carbon drops the connection. */
  take(parsed: ParsedGraphitePoint, line: string): boolean {
    const { value, timestamp, defects } = parsed;
    if (value === undefined || timestamp === undefined || !isAccepted(defects, this.strict)) {
      this.#listener.badLine(this.totals.refuse(line, defects));
      return !isFatal(parsed);
    }
    const point = { ...parsed, value, timestamp: timestamp === -1 ? this.#nowSeconds() : timestamp };
    this.totals.add(point, defects);
    this.#listener.record(point, line);
    return true;
  }

  /** Notes what cannot be read as a point. */
  refuse(line: string | Uint8Array, code: GraphiteDefectCode, message: string): void {
    const text = typeof line === 'string' ? line : Buffer.from(line.subarray(0, 1000)).toString('utf8');
    this.#listener.badLine(this.totals.refuse(text, [{ code, level: 'error', message }]));
  }

  #lines(bytes: Buffer): void {
    if (!isUtf8(bytes)) {
      this.refuse(bytes, 'invalid-utf8', 'the datagram is not UTF-8; carbon drops all of it');
      return;
    }
    const text = bytes.toString('utf8');
    if (text === '') return;
    for (const line of this.strict ? text.replace(/\n$/, '').split('\n') : splitLines(text)) {
      const content = line.endsWith('\r') ? line.slice(0, -1) : line;
      const parsed = parseGraphiteLine(content);
      this.take(parsed, content);
      if (isFatalInDatagram(parsed)) return;
    }
  }

  #nowSeconds(): number {
    return Math.trunc(this.#clock.now() / 1000);
  }
}

/**
 * carbon raises where it does not expect to; twisted then closes the connection, or skips the rest of the datagram.
 * Source: carbon lib/carbon/protocols.py
 */
function isFatal({ value, defects }: ParsedGraphitePoint): boolean {
  return defects.some(
    ({ code }) => fatalCodes.has(code) || (value !== undefined && fatalOfTimestamps.has(code)),
  );
}

function isFatalInDatagram({ value, defects }: ParsedGraphitePoint): boolean {
  return value !== undefined && defects.some(({ code }) => code === 'timestamp-infinite');
}
