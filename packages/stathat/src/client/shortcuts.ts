import type { StatHatClassicClientOptions, StatHatEzClientOptions } from './client-options.js';
import type { PointOptions, Stat, StatCalls } from './points.js';
import { StatHatClassicClient } from './stathat-classic-client.js';
import { StatHatEzClient } from './stathat-ez-client.js';

export type EzShortcutOptions = PointOptions & Omit<StatHatEzClientOptions, 'ezKey'>;
export type ClassicShortcutOptions = PointOptions & Omit<StatHatClassicClientOptions, 'userKey'>;

/** Counts `count`, by default one: a request by itself. Rejects with a `StatHatError`, which crashes nothing when nobody awaits it. */
export function ezCount(
  ezKey: string,
  stat: Stat,
  count = 1,
  { timestamp, ...options }: EzShortcutOptions = {},
): Promise<boolean> {
  return once(new StatHatEzClient({ ...options, ezKey }), (sendNow) =>
    sendNow.count(stat, count, { timestamp }),
  );
}

/** A value: a request by itself. Rejects with a `StatHatError`, which crashes nothing when nobody awaits it. */
export function ezValue(
  ezKey: string,
  stat: Stat,
  value: number,
  { timestamp, ...options }: EzShortcutOptions = {},
): Promise<boolean> {
  return once(new StatHatEzClient({ ...options, ezKey }), (sendNow) =>
    sendNow.value(stat, value, { timestamp }),
  );
}

/** As `ezCount`, by the keys of the account and of the stat. */
export function classicCount(
  userKey: string,
  statKey: string,
  count = 1,
  { timestamp, ...options }: ClassicShortcutOptions = {},
): Promise<boolean> {
  return once(new StatHatClassicClient({ ...options, userKey }), (sendNow) =>
    sendNow.count(statKey, count, { timestamp }),
  );
}

/** As `ezValue`, by the keys of the account and of the stat. */
export function classicValue(
  userKey: string,
  statKey: string,
  value: number,
  { timestamp, ...options }: ClassicShortcutOptions = {},
): Promise<boolean> {
  return once(new StatHatClassicClient({ ...options, userKey }), (sendNow) =>
    sendNow.value(statKey, value, { timestamp }),
  );
}

interface Client<S extends Stat> {
  readonly sendNow: StatCalls<S, Promise<boolean>>;
  close(): Promise<void>;
}

/** A bad option has been thrown before, since it is a mistake of the program. */
function once<S extends Stat>(
  client: Client<S>,
  send: (sendNow: StatCalls<S, Promise<boolean>>) => Promise<boolean>,
): Promise<boolean> {
  const sent = send(client.sendNow).finally(() => client.close());
  sent.catch(() => {});
  return sent;
}
