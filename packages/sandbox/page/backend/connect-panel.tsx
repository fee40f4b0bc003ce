import type { BackendState } from '../../src/live/messages.ts';
import { shellLine } from '../format/shell.ts';
import { backendTitles } from '../names.ts';
import { CopyButton } from '../part/copy-button.tsx';

/** What to paste so that a service's metrics come here. */
export function ConnectPanel({ state }: { readonly state: BackendState }) {
  const { name, environment, endpoints } = state;
  const lines = environment.map(shellLine);
  const command = 'node --import @otelwire/register app.mjs';
  const isOurs = name !== 'otlp';
  const text = [...lines, ...(isOurs ? [command] : [])].join('\n');
  return (
    <div class="connect-panel">
      <div class="paste">
        <p>
          {isOurs
            ? 'Paste this where your service starts; nothing in its code changes.'
            : 'Paste this where a service with an OTLP exporter starts.'}
        </p>
        <pre>
          <code>{text}</code>
        </pre>
        <CopyButton text={`${text}\n`} what={`environment for ${backendTitles[name]}`}>
          Copy
        </CopyButton>
      </div>
      <div class="addresses">
        <p>Addresses of {backendTitles[name]}</p>
        <ul>
          {endpoints.map(({ protocol, url }) => (
            <li key={protocol}>
              <span>{protocol}</span>
              <code>{url}</code>
              <CopyButton text={url} what={`${protocol} address`} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
