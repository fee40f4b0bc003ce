import { useState } from 'preact/hooks';
import type { BackendName } from '../../src/backend-name.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import type { Rates } from '../live/rate-history.ts';
import type { ChangeQuery } from '../live/use-query.ts';
import { backendTitles } from '../names.ts';
import { BackendCard } from './backend-card.tsx';
import { ConnectPanel } from './connect-panel.tsx';

interface BackendStripProps {
  readonly message: LiveMessage;
  readonly rates: Rates;
  readonly chosen: BackendName | undefined;
  readonly onChange: ChangeQuery;
  onBadLines(backend: BackendName): void;
}

/** All backends side by side. */
export function BackendStrip({ message, rates, chosen, onChange, onBadLines }: BackendStripProps) {
  const [connecting, setConnecting] = useState<BackendName>();
  const state = message.backends.find(({ name }) => name === connecting);
  return (
    <section class="backends" aria-label="Backends">
      <ul class="strip">
        {message.backends.map((each) => (
          <BackendCard
            key={each.name}
            state={each}
            rates={rates[each.name] ?? []}
            isChosen={each.name === chosen}
            isConnectOpen={each.name === connecting}
            onChoose={() => onChange({ backend: each.name === chosen ? undefined : each.name, offset: 0 })}
            onConnect={() => setConnecting(each.name === connecting ? undefined : each.name)}
            onBadLines={() => onBadLines(each.name)}
          />
        ))}
      </ul>
      <div id="connect" class="panel" hidden={state === undefined}>
        {state && <h2>Connect to {backendTitles[state.name]}</h2>}
        {state && <ConnectPanel state={state} />}
      </div>
    </section>
  );
}
