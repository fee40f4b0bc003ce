import type { Tag } from '../../src/statsd/record.ts';
import { visibleText } from '../format/visible.ts';
import { Visible } from './visible.tsx';

interface TagListProps {
  readonly tags: readonly Tag[];
  /** In a list that has a focus of its own the tags are left out of the order of Tab. */
  readonly isReachedByTab: boolean;
  onSearch(tag: Tag): void;
}

/** Tags that, clicked, are searched for. */
export function TagList({ tags, isReachedByTab, onSearch }: TagListProps) {
  if (tags.length === 0) return null;
  return (
    <span class="tags">
      {tags.map((tag, index) => (
        <button
          key={index}
          type="button"
          class="tag"
          tabIndex={isReachedByTab ? 0 : -1}
          title={`Show only ${visibleText(tag.join(':'))}`}
          onClick={(event) => {
            event.stopPropagation();
            onSearch(tag);
          }}
        >
          <span class="tag-key">
            <Visible text={tag[0]} />
          </span>
          {tag[1] !== '' && <Visible text={tag[1]} />}
        </button>
      ))}
    </span>
  );
}
