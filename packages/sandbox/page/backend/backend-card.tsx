import type { BackendState } from '../../src/live/messages.ts';
import { byteCount, exactNumber, shortNumber } from '../format/number.ts';
import { backendTitles } from '../names.ts';
import { CopyButton } from '../part/copy-button.tsx';
import { Icon } from '../part/icon.tsx';
import { Sparkline } from '../part/sparkline.tsx';
import { FaultControl } from './fault-control.tsx';
import { mainAddress, partsOf } from './main-address.ts';
import { useFault } from './use-fault.ts';

interface BackendCardProps {
  readonly state: BackendState;
  readonly rates: readonly number[];
  /** Whether only this backend's series and lines are shown. */
  readonly isChosen: boolean;
  readonly isConnectOpen: boolean;
  onChoose(): void;
  onConnect(): void;
  onBadLines(): void;
}

/** One backend: where it is, what has come, what is wrong. */
export function BackendCard(props: BackendCardProps) {
  const { state, rates, isChosen, isConnectOpen, onChoose, onConnect, onBadLines } = props;
  const { name, totals } = state;
  const fault = useFault(state);
  const address = mainAddress(state);
  const [protocol, place] = partsOf(address);
  const title = backendTitles[name];
  return (
    <li
      class={`card of-${name} ${fault.active ? 'faulty' : ''} ${isChosen ? 'chosen' : ''}`}
      aria-label={title}
    >
      <div class="card-head">
        <button
          type="button"
          class="card-title"
          aria-pressed={isChosen}
          onClick={onChoose}
          title={`Show only ${title}`}
        >
          <span class="dot" />
          {title}
        </button>
        <span>{protocol}</span>
      </div>
      <p class="card-rate">
        <strong title={`${exactNumber(state.linesPerSecond)} in the last second`}>
          {shortNumber(rates.at(-1) ?? 0)}
        </strong>{' '}
        <span>lines/s</span>
        <Sparkline values={rates} beginsAtZero />
      </p>
      <dl class="card-totals">
        <Total title="series" value={totals.seriesCount} note={forgotten(totals.forgottenSeriesCount)} />
        <Total title="lines" value={totals.lineCount} />
        <div title={`${exactNumber(totals.byteCount)} bytes`}>
          <dt>bytes</dt>
          <dd>{byteCount(totals.byteCount)}</dd>
        </div>
        {/* a stream of lines has no packets */}
        {totals.packetCount > 0 ? (
          <Total title="packets" value={totals.packetCount} />
        ) : (
          <Total title="connections" value={totals.connectionCount} />
        )}
      </dl>
      <p class="card-address">
        <code title={address}>{place}</code>
        <CopyButton text={address} what={`address of ${title}`} />
      </p>
      <p class="card-actions">
        <button
          type="button"
          class="quiet"
          aria-expanded={isConnectOpen}
          aria-controls="connect"
          onClick={onConnect}
        >
          <Icon name="plug" /> Connect
        </button>
        <button
          type="button"
          class={`quiet bad-count ${totals.badLineCount > 0 ? 'some' : ''}`}
          disabled={totals.badLineCount === 0}
          onClick={onBadLines}
        >
          {shortNumber(totals.badLineCount)} bad
          <span class="unseen"> lines of {title}</span>
        </button>
      </p>
      <FaultControl state={state} fault={fault} />
    </li>
  );
}

function forgotten(count: number): string {
  return count === 0 ? '' : `${exactNumber(count)} more were forgotten`;
}

function Total({
  title,
  value,
  note = '',
}: {
  readonly title: string;
  readonly value: number;
  readonly note?: string;
}) {
  return (
    <div title={[`${exactNumber(value)} ${title}`, note].filter((text) => text !== '').join(', ')}>
      <dt>{title}</dt>
      <dd>{shortNumber(value)}</dd>
    </div>
  );
}
