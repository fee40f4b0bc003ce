import { FrameReader } from '../listen/frame-reader.js';
import { LineReader } from '../listen/line-reader.js';
import type { ConnectionReader } from '../listen/listener.js';
import type { StatsdIntake } from './intake.js';
import { maxRecordBytes } from './parse.js';

/** Reads one connection as lines. */
export function createLineReader(intake: StatsdIntake, maxLineBytes: number): ConnectionReader {
  const reader = new LineReader(
    {
      line: (bytes) => intake.line(bytes),
      tooLong(bytes) {
        intake.refuse(bytes, 'line-too-long', `a line has more than ${maxLineBytes} bytes`);
      },
      unfinished(bytes, inOrder) {
        // Etsy's TCP server waits for the line feed and loses the line. Source: statsd/statsd servers/tcp.js
        if (intake.strict || !inOrder) {
          intake.refuse(bytes, 'line-cut', 'the connection ended before the line feed of its last line');
        } else {
          intake.line(bytes);
        }
      },
    },
    maxLineBytes,
  );
  return countingBytes(reader, intake);
}

/** Reads one connection as frames: a little-endian uint32, then that many bytes of lines. */
export function createFrameReader(intake: StatsdIntake): ConnectionReader {
  return new FrameReader(
    {
      frame: (bytes) => intake.datagram(bytes),
      tooLong(length) {
        const message = `a frame announces ${length} bytes; the Datadog Agent takes ${maxRecordBytes} and hangs up`;
        intake.refuse(Buffer.alloc(0), 'frame-too-long', message);
      },
      unfinished(bytes) {
        intake.refuse(bytes, 'frame-cut', 'the connection ended within a frame');
      },
    },
    maxRecordBytes,
  );
}

function countingBytes(reader: ConnectionReader, { totals }: StatsdIntake): ConnectionReader {
  return {
    read(chunk) {
      totals.byteCount += chunk.length;
      return reader.read(chunk);
    },
    end: (inOrder) => reader.end(inOrder),
  };
}
