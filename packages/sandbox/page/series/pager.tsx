import { exactNumber } from '../format/number.ts';
import { pageSize } from '../live/query.ts';
import { Icon } from '../part/icon.tsx';

interface PagerProps {
  readonly offset: number;
  readonly matchCount: number;
  onPage(step: -1 | 1): void;
}

/** Which of the matching series are listed, and the way to the others. */
export function Pager({ offset, matchCount, onPage }: PagerProps) {
  const last = Math.min(offset + pageSize, matchCount);
  return (
    <nav class="pager" aria-label="Pages of series">
      <span>
        {matchCount === 0
          ? 'no series'
          : `${exactNumber(Math.min(offset + 1, last))}–${exactNumber(last)} of ${exactNumber(matchCount)} series`}
      </span>
      {matchCount > pageSize && (
        <>
          <button type="button" disabled={offset === 0} onClick={() => onPage(-1)}>
            <Icon name="back" />
            <span class="unseen">Previous page</span>
          </button>
          <button type="button" disabled={last >= matchCount} onClick={() => onPage(1)}>
            <Icon name="forth" />
            <span class="unseen">Next page</span>
          </button>
        </>
      )}
    </nav>
  );
}
