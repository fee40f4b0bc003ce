import type { Dropped, Holding } from '../../src/delivery/holding.js';
import type { Packer } from '../../src/payload/packer.js';

/** A line and how many points it stands for. */
export interface Line {
  readonly text: string;
  readonly points: number;
}

export interface LineHolding extends Holding<Line> {
  /** All that is held now, in order. */
  readonly lines: readonly Line[];
  /** The arguments of each `hold`, without the payload. */
  readonly held: readonly { points: number; order: number; isLatest: boolean }[];
}

/** Holds the lines of payloads; what is over `maxLines` is dropped. The last line of a payload takes its points. */
export function createLineHolding(maxLines = Number.POSITIVE_INFINITY): LineHolding {
  const lines: Line[] = [];
  const held: { points: number; order: number; isLatest: boolean }[] = [];
  const add = (line: Line, dropped: Dropped): void => {
    if (lines.length < maxLines) lines.push(line);
    else dropped.queue_full = (dropped.queue_full ?? 0) + line.points;
  };
  return {
    get lines() {
      return lines;
    },
    held,
    get points() {
      return lines.reduce((sum, line) => sum + line.points, 0);
    },
    get isEmpty() {
      return lines.length === 0;
    },
    hold(payload, points, order, isLatest) {
      held.push({ points, order, isLatest });
      const dropped: Dropped = {};
      const texts = Buffer.from(payload).toString().split('\n').slice(0, -1);
      // as in a ledger, each line takes a point and the last one the rest
      texts.forEach((text, i) => {
        const share =
          i === texts.length - 1 ? points - Math.min(points, i) : Math.min(1, Math.max(0, points - i));
        add({ text, points: share }, dropped);
      });
      return dropped;
    },
    get entries() {
      return lines;
    },
    *takeEach() {
      for (let left = lines.length; left > 0; left -= 1) yield lines.shift()!;
    },
    write(line, packer) {
      writeLine(packer, line.text);
      packer.endPoint(line.points);
      return {};
    },
  };
}

/** Writes a line as a record. */
export function writeLine(packer: Packer, text: string): void {
  const { buffer } = packer;
  packer.position += Buffer.from(buffer.buffer, buffer.byteOffset, buffer.length).write(
    `${text}\n`,
    packer.position,
  );
  packer.endRecord();
}
