import { useState } from 'preact/hooks';
import type { BackendState } from '../src/live/messages.ts';
import { ConnectPanel } from './backend/connect-panel.tsx';
import { backendTitles } from './names.ts';
import { Choice } from './part/choice.tsx';

/** What is shown until something comes: how to make something come. */
export function EmptyState({ backends }: { readonly backends: readonly BackendState[] }) {
  const [name, setName] = useState(backends[0]?.name);
  const state = backends.find((each) => each.name === name) ?? backends[0];
  if (state === undefined) return null;
  return (
    <section class="panel empty" id="series" aria-label="Getting started" tabIndex={-1}>
      <h2>Nothing has arrived yet</h2>
      <p>
        The sandbox listens. Point a service at it, and its metrics appear here as they come in, line by line
        and series by series.
      </p>
      <Choice
        label="Backend"
        value={state.name}
        onChange={(value) => setName(value)}
        options={backends.map((each) => ({ value: each.name, title: backendTitles[each.name] }))}
      />
      <ConnectPanel state={state} />
    </section>
  );
}
