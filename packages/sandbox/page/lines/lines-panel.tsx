import { useRef, useState } from 'preact/hooks';
import type { LiveMessage, RawLine } from '../../src/live/messages.ts';
import { shortNumber } from '../format/number.ts';
import { Choice } from '../part/choice.tsx';
import { Icon } from '../part/icon.tsx';
import { LineRow } from './line-row.tsx';

export type LinesTab = 'all' | 'bad';

interface LinesPanelProps {
  readonly message: LiveMessage;
  readonly tab: LinesTab;
  onTab(tab: LinesTab): void;
}

/** What came over the wire, newest first. */
export function LinesPanel({ message, tab, onTab }: LinesPanelProps) {
  const [isPaused, setIsPaused] = useState(false);
  const kept = useRef(linesOf(message));
  if (!isPaused) kept.current = linesOf(message);
  const lines = kept.current[tab];
  const badCount = message.backends.reduce((sum, { totals }) => sum + totals.badLineCount, 0);
  return (
    <section class="panel lines" id="lines" aria-label="Lines" tabIndex={-1}>
      <div class="panel-head">
        <h2>Lines</h2>
        <Choice
          label="Which lines"
          value={tab}
          onChange={onTab}
          options={[
            { value: 'all', title: 'As they arrive' },
            { value: 'bad', title: badCount === 0 ? 'Bad lines' : `Bad lines (${shortNumber(badCount)})` },
          ]}
        />
        <button type="button" aria-pressed={isPaused} onClick={() => setIsPaused(!isPaused)}>
          <Icon name={isPaused ? 'play' : 'pause'} /> {isPaused ? 'Go on' : 'Pause'}
        </button>
      </div>
      {lines.length === 0 ? (
        <p class="nothing">{tab === 'bad' ? 'No bad lines. ' : 'Nothing came yet.'}</p>
      ) : (
        <ol
          class={`line-list ${isPaused ? 'paused' : ''}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
          tabIndex={0}
          aria-label={tab === 'all' ? 'Lines, newest first' : 'Bad lines, newest first'}
        >
          {lines.toReversed().map((line) => (
            <LineRow key={line.number} line={line} />
          ))}
        </ol>
      )}
    </section>
  );
}

function linesOf({ lines, badLines }: LiveMessage): Readonly<Record<LinesTab, readonly RawLine[]>> {
  return { all: lines, bad: badLines.filter(isBad) };
}

/** A remark alone makes no line bad. */
function isBad({ isTaken, defects }: RawLine): boolean {
  return !isTaken || defects.some(({ level }) => level !== 'remark');
}
