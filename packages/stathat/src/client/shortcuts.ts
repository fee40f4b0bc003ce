import type { StatHatClassicClientOptions, StatHatEzClientOptions } from './client-options.js';
import type { PointOptions, Stat } from './points.js';
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
  const open = () => new StatHatEzClient({ ...options, ezKey });
  return once(open, (client) => client.sendNow.count(stat, count, { timestamp }));
}

/** A value: a request by itself. Rejects with a `StatHatError`, which crashes nothing when nobody awaits it. */
export function ezValue(
  ezKey: string,
  stat: Stat,
  value: number,
  { timestamp, ...options }: EzShortcutOptions = {},
): Promise<boolean> {
  const open = () => new StatHatEzClient({ ...options, ezKey });
  return once(open, (client) => client.sendNow.value(stat, value, { timestamp }));
}

/** As `ezCount`, by the keys of the account and of the stat. */
export function classicCount(
  userKey: string,
  statKey: string,
  count = 1,
  { timestamp, ...options }: ClassicShortcutOptions = {},
): Promise<boolean> {
  const open = () => new StatHatClassicClient({ ...options, userKey });
  return once(open, (client) => client.sendNow.count(statKey, count, { timestamp }));
}

/** As `ezValue`, by the keys of the account and of the stat. */
export function classicValue(
  userKey: string,
  statKey: string,
  value: number,
  { timestamp, ...options }: ClassicShortcutOptions = {},
): Promise<boolean> {
  const open = () => new StatHatClassicClient({ ...options, userKey });
  return once(open, (client) => client.sendNow.value(statKey, value, { timestamp }));
}

/** A bad option is thrown at once, since it is a mistake of the program. */
function once<Client extends { close(): Promise<void> }>(
  open: () => Client,
  send: (client: Client) => Promise<boolean>,
): Promise<boolean> {
  const client = open();
  const sent = send(client).finally(() => client.close());
  sent.catch(() => {});
  return sent;
}
