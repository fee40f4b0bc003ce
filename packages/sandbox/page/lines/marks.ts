import type { DefectLevel } from '../../src/defect.ts';
import type { RawLine } from '../../src/live/messages.ts';

/** A stretch of a line, and how bad what begins there is. */
export interface Stretch {
  readonly text: string;
  readonly level: DefectLevel | undefined;
}

const severity: Readonly<Record<DefectLevel, number>> = { remark: 0, warning: 1, error: 2 };
/** What parts of a line end with, in all of the formats. */
const boundary = /[\s|:;,#&=@"'{}[\]]/;

/** Splits a line into stretches: from where a defect begins to the end of that part is marked; behind the end, a space is. */
export function stretchesOf({ text, defects }: Pick<RawLine, 'text' | 'defects'>): readonly Stretch[] {
  const levels: (DefectLevel | undefined)[] = Array.from({ length: text.length });
  let padding: DefectLevel | undefined;
  for (const { column, level } of [...defects].sort((a, b) => severity[a.level] - severity[b.level])) {
    if (column === undefined) continue;
    const from = Math.max(0, column - 1);
    if (from >= text.length) padding = level;
    else levels.fill(level, from, endOfPart(text, from));
  }
  const stretches: Stretch[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    while (to < text.length && levels[to] === levels[from]) to++;
    stretches.push({ text: text.slice(from, to), level: levels[from] });
  }
  return padding === undefined ? stretches : [...stretches, { text: '\u00a0', level: padding }];
}

function endOfPart(text: string, from: number): number {
  if (boundary.test(text.charAt(from))) return from + 1;
  const length = text.slice(from + 1).search(boundary);
  return length < 0 ? text.length : from + 1 + length;
}
