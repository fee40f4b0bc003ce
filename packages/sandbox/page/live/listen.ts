import type { LiveMessage } from '../../src/live/messages.ts';

export type Connection = 'connecting' | 'live' | 'lost';

/** Messages come each second; after this long without one the server is taken for gone. */
const SILENCE_MILLIS = 6_000;
const RETRY_MILLIS = 1_000;

interface Listener {
  onMessage(message: LiveMessage): void;
  onConnection(connection: Connection): void;
}

/** Listens to an address until the returned function is called; a server that is gone is asked again each second. */
export function listen(address: string, { onMessage, onConnection }: Listener): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let source: EventSource;
  const lose = () => {
    source.close();
    clearTimeout(timer);
    onConnection('lost');
    timer = setTimeout(open, RETRY_MILLIS);
  };
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(lose, SILENCE_MILLIS);
  };
  const open = () => {
    source = new EventSource(address);
    source.addEventListener('live', ({ data }) => {
      watch();
      onConnection('live');
      onMessage(JSON.parse(data));
    });
    source.addEventListener('error', lose);
    watch();
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
