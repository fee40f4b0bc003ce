import { useEffect, useState } from 'preact/hooks';
import type { LiveMessage, LiveQuery } from '../../src/live/messages.ts';
import { type Connection, listen } from './listen.ts';
import { pageSize, toParameters } from './query.ts';

/** A query that changes with each key is asked when it has not changed for this long. */
const SETTLE_MILLIS = 100;

export interface LiveView {
  /** The last one that came: of an earlier query, until the first of this one is there. */
  readonly message: LiveMessage | undefined;
  /** Whether it answers the query as it is now. */
  readonly isCurrent: boolean;
  readonly connection: Connection;
}

/** What the server says to a query, now and from now on. */
export function useLive(query: LiveQuery): LiveView {
  const wanted = `api/live?${toParameters({ ...query, limit: pageSize })}`;
  const address = useSettled(wanted);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [received, setReceived] = useState<{ readonly address: string; readonly message: LiveMessage }>();
  useEffect(
    () =>
      listen(address, {
        onMessage: (message) => setReceived({ address, message }),
        onConnection: setConnection,
      }),
    [address],
  );
  return { message: received?.message, isCurrent: received?.address === wanted, connection };
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MILLIS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
