import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied: `address`. */
  readonly what: string;
  readonly children?: string;
}

/** Copies a text, and says for a moment that it has. */
export function CopyButton({ text, what, children }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    const timer = setTimeout(setOutcome, 1_500, undefined);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  const said = { copied: 'Copied', failed: 'Select and copy it by hand' };
  return (
    <button
      type="button"
      class={`quiet copy ${outcome ?? ''}`}
      aria-label={`Copy ${what}`}
      title={outcome ? said[outcome] : `Copy ${what}`}
      onClick={copy}
    >
      <Icon name={outcome === 'copied' ? 'done' : 'copy'} />
      {children && <span>{outcome === 'copied' ? said.copied : children}</span>}
      <span class="unseen" role="status">
        {outcome && said[outcome]}
      </span>
    </button>
  );
}
