import type { BackendState } from '../../src/live/messages.ts';

/** The address that the environment leads to, or the first one. */
export function mainAddress({ endpoints, environment }: BackendState): string {
  const values = environment.map((line) => line.slice(line.indexOf('=') + 1));
  return (endpoints.find(({ url }) => values.includes(url)) ?? endpoints[0])?.url ?? '';
}

/** What a card has room for: `udp` and `127.0.0.1:8401`. */
export function partsOf(address: string): readonly [protocol: string, place: string] {
  const [, protocol = '', place = address] = /^(\w+):\/\/([^/]+|.*)/.exec(address) ?? [];
  return [protocol, place];
}
