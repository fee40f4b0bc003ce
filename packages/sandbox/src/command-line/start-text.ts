import type { BackendState } from '../live/messages.js';

type Started = Pick<BackendState, 'name' | 'endpoints' | 'environment'>;

/** What is printed when all is open: the page, the backends, and what leads an exporter to each. */
export function startText(pageUrl: string, backends: readonly Started[]): string {
  const width = Math.max(...backends.map(({ name }) => name.length));
  return [
    `page: ${pageUrl}`,
    '',
    ...backends.map(({ name, endpoints }) => `${name.padEnd(width)}  ${addresses(endpoints)}`),
    '',
    'To send there, paste one of these, and start the application with `node --import @otelwire/register`:',
    '',
    ...backends.map(({ environment }) => `export ${environment.map(shellWord).join(' ')}`),
    '',
    'With OTEL_METRIC_EXPORT_INTERVAL=5000 it exports every 5 s instead of once a minute.',
    'What arrives and is wrong is told below. Ctrl-C ends.',
    '',
  ].join('\n');
}

function addresses(endpoints: Started['endpoints']): string {
  return endpoints
    .map(({ protocol, url }) => (protocol.startsWith('pickle') ? `${url} (pickle)` : url))
    .join('  ');
}

/** `NAME=value`, in quotes where a shell would make something else of the value. */
function shellWord(line: string): string {
  const [, name, value = ''] = /^([^=]*)=(.*)$/s.exec(line) ?? [];
  return /^[\w:/.@%+,-]*$/.test(value) ? line : `${name}='${value.replaceAll("'", "'\\''")}'`;
}
