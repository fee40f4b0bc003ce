import { FrameReader } from '../listen/frame-reader.js';
import { LineReader } from '../listen/line-reader.js';
import type { ConnectionReader } from '../listen/listener.js';
import type { GraphiteDefectCode } from './defect.js';
import type { GraphiteIntake } from './intake.js';
import { maxLineBytes } from './line.js';

/** Source: carbon conf/carbon.conf.example PICKLE_RECEIVER_MAX_LENGTH */
const maxFrameBytes = 1_048_576;

/** Reads one connection as lines, until its end or until something is said that makes carbon hang up. */
export function createLineReader(intake: GraphiteIntake): ConnectionReader {
  const connection = new Connection(intake);
  const reader = new LineReader(
    {
      line: (bytes) => connection.take(() => intake.line(bytes)),
      tooLong(bytes) {
        const message = `a line has more than ${maxLineBytes} bytes; carbon drops the connection`;
        connection.fail(bytes, 'line-too-long', message);
      },
      unfinished(bytes) {
        const message = 'the connection ended before the line feed of its last line; carbon loses it';
        connection.fail(bytes, 'line-cut', message);
      },
    },
    maxLineBytes,
  );
  return connection.readBy(reader);
}

/** Reads one connection as frames: a big-endian uint32, then a pickle of that many bytes. */
export function createPickleReader(intake: GraphiteIntake): ConnectionReader {
  const connection = new Connection(intake);
  const nothing = Buffer.alloc(0);
  const reader = new FrameReader(
    {
      frame: (bytes) => connection.take(() => intake.frame(bytes)),
      tooLong(length) {
        const message = `a frame announces ${length} bytes; carbon takes ${maxFrameBytes} and hangs up`;
        connection.fail(nothing, 'frame-too-long', message);
      },
      unfinished() {
        connection.fail(nothing, 'frame-cut', 'the connection ended within a frame');
      },
    },
    maxFrameBytes,
    'big-endian',
  );
  return connection.readBy(reader);
}

/** One connection: whatever stands behind what makes carbon hang up is lost. */
class Connection {
  readonly #intake: GraphiteIntake;
  #isOpen = true;

  constructor(intake: GraphiteIntake) {
    this.#intake = intake;
  }

  take(payload: () => boolean): void {
    if (this.#isOpen) this.#isOpen = payload();
  }

  fail(bytes: Buffer, code: GraphiteDefectCode, message: string): void {
    if (this.#isOpen) this.#intake.refuse(bytes, code, message);
    this.#isOpen = false;
  }

  readBy(reader: ConnectionReader): ConnectionReader {
    return {
      read: (chunk) => {
        this.#intake.totals.byteCount += chunk.length;
        reader.read(chunk);
        return this.#isOpen;
      },
      end: (inOrder) => reader.end(inOrder),
    };
  }
}
