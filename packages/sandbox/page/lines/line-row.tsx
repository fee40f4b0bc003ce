import type { RawLine } from '../../src/live/messages.ts';
import { preciseClockTime } from '../format/time.ts';
import { backendTitles } from '../names.ts';
import { Visible } from '../part/visible.tsx';
import { stretchesOf } from './marks.ts';

const levelTitles = { error: 'Error', warning: 'Warning', remark: 'Remark' } as const;

/** One line as it came; what is wrong with it is underlined where it begins, and said beside it. */
export function LineRow({ line }: { readonly line: RawLine }) {
  return (
    <li class={`line of-${line.backend} ${line.isTaken ? '' : 'refused'}`}>
      <time>{preciseClockTime(line.atMillis)}</time>
      <span class="backend">
        <span class="dot" />
        {backendTitles[line.backend]}
      </span>
      <code>
        {stretchesOf(line).map(({ text, level }, index) =>
          level === undefined ? (
            <Visible key={index} text={text} />
          ) : (
            <mark key={index} class={level}>
              <Visible text={text} />
            </mark>
          ),
        )}
      </code>
      {line.defects.length > 0 && (
        <ul class="defects">
          {!line.isTaken && <li class="verdict">Refused</li>}
          {line.defects.map((defect, index) => (
            <li key={index} class={defect.level}>
              <strong>{levelTitles[defect.level]}</strong>{' '}
              {defect.column !== undefined && <span class="column">column {defect.column}</span>}
              <Visible text={defect.message} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
